"""A translator says that the work is finished; whoever may publish it finds it on their home."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.operations import translate_object

from raison_detre.models import Axe
from tests.socle.admin import adresse, connecte, messages, publier_la_traduction
from tests.socle.test_accueil_admin import parties

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

PARTIE = "Traductions terminées, à relire et publier (1)"


@pytest.fixture
def anglaise(texte: Any, anglais: Locale) -> Any:
    """The English draft of the text, in wagtail-localize's editor."""
    if not isinstance(texte, Axe):
        translate_object(texte.get_parent().specific, [anglais])
    translate_object(texte, [anglais])
    return texte.get_translation(anglais)


def traduire_tout(personne: Any, objet: Any, *, sauf: int = 0) -> None:
    """Translate every string in the translation editor, but the last ones."""
    suivie = Translation.objects.get(source__object_id=objet.translation_key)
    passages = list(StringSegment.objects.filter(source=suivie.source).order_by("order"))
    for rang, passage in enumerate(passages[: len(passages) - sauf]):
        champ = reverse("wagtail_localize:edit_string_translation", args=[suivie.pk, passage.pk])
        corps = f"value=words-{rang}"
        connecte(personne).put(champ, data=corps, content_type="application/x-www-form-urlencoded")


def premier_bouton(personne: Any, objet: Any) -> str:
    """The first button wagtail-localize's script draws, from the order in which it lists what is allowed."""
    page = BeautifulSoup(connecte(personne).get(adresse(objet, "edit")).content, "lxml")
    droits = json.loads(page.select_one(".js-translation-editor")["data-props"])["perms"]
    script = page.find("script", attrs={"data-libelle": True})
    noms = ["canDelete", "canLock", "canUnlock", "canUnpublish", "canPublish"]
    dernier = [nom for nom in noms if droits[nom]][-1:] or ["stop"]
    return script["data-libelle"] if script and dernier == ["canPublish"] else dernier[0]


def test_the_first_button_never_stops_the_translation(personnes: dict[str, Any], anglaise: Any) -> None:
    assert premier_bouton(personnes["édition"], anglaise) == "Traduction terminée, à relire\u00a0: "
    assert premier_bouton(personnes["publication"], anglaise) == "canPublish"


def test_a_reviewer_who_translated_is_offered_what_will_be_accepted(personnes: dict[str, Any], anglaise: Any) -> None:
    traduire_tout(personnes["publication"], anglaise)
    assert premier_bouton(personnes["publication"], anglaise) == "Traduction terminée, à relire\u00a0: "
    reponse = connecte(personnes["publication"]).post(adresse(anglaise, "edit"), {"action": "publish"})
    assert "qu’une autre personne que vous la relise" in messages(reponse)
    assert premier_bouton(personnes["seconde publication"], anglaise) == "canPublish"


def test_what_the_public_will_read_of_a_translation_is_confirmed_first(
    personnes: dict[str, Any], anglaise: Any
) -> None:
    traduire_tout(personnes["édition"], anglaise, sauf=1)
    navigateur, ecran = connecte(personnes["publication"]), adresse(anglaise, "edit")

    vu = navigateur.post(ecran, {"action": "publish"}).content.decode()
    anglaise.refresh_from_db()
    assert not anglaise.live
    assert "words-0" in vu
    assert "1 passage n’est pas traduit" in vu.replace("\u00a0", " ")

    traduire_tout(personnes["édition"], anglaise)
    ancien = BeautifulSoup(vu, "lxml").select_one("input[name=vu]")["value"]
    assert "La traduction a changé" in navigateur.post(ecran, {"action": "publish", "vu": ancien}).content.decode()
    anglaise.refresh_from_db()
    assert not anglaise.live

    publier_la_traduction(personnes["publication"], anglaise)
    anglaise.refresh_from_db()
    assert anglaise.live


def test_the_translation_of_a_draft_waits_for_its_french(personnes: dict[str, Any], texte: Any, anglaise: Any) -> None:
    traduire_tout(personnes["édition"], anglaise)
    texte.unpublish()
    suivie = Translation.objects.get(source__object_id=anglaise.translation_key)
    suivie.source.update_from_db()
    reponse = connecte(personnes["édition"]).post(adresse(anglaise, "edit"), {"action": "publish"})
    assert "elle attend que son texte français soit relu" in messages(reponse)


def test_it_says_what_is_left_then_that_a_reviewer_has_it(personnes: dict[str, Any], anglaise: Any) -> None:
    def presser() -> str:
        reponse = connecte(personnes["édition"]).post(adresse(anglaise, "edit"), {"action": "publish"})
        assert reponse.status_code == 302
        return messages(reponse)

    traduire_tout(personnes["édition"], anglaise, sauf=1)
    assert "Il reste 1 passage" in presser()
    traduire_tout(personnes["édition"], anglaise)
    assert "Traduction terminée" in presser()
    anglaise.refresh_from_db()
    assert not anglaise.live


def test_finished_work_waits_for_reviewers_who_wrote_none_of_it(personnes: dict[str, Any], anglaise: Any) -> None:
    traduire_tout(personnes["édition"], anglaise, sauf=1)

    assert PARTIE not in parties(personnes["publication"])

    traduire_tout(personnes["publication"], anglaise)
    assert PARTIE not in parties(personnes["publication"])
    assert PARTIE not in parties(personnes["édition"])
    assert list(parties(personnes["seconde publication"])) == [PARTIE]
    publier_la_traduction(personnes["seconde publication"], anglaise)
    assert PARTIE not in parties(personnes["administration"])


def test_the_translation_of_a_withdrawn_text_waits_for_nobody(
    personnes: dict[str, Any], texte: Any, anglaise: Any
) -> None:
    traduire_tout(personnes["édition"], anglaise)
    texte.unpublish()
    assert PARTIE not in parties(personnes["publication"])


def test_two_lines_cost_what_one_costs(personnes: dict[str, Any], axe_public: Axe, anglais: Locale) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as lues:
            parties(personnes["publication"])
        return len(lues)

    def en_attendre_une_de_plus(numero: int) -> None:
        cle = {"numero": numero, "cle": f"cle-{numero}", "titre": "T", "titre_manifeste": "T", "texte": "T"}
        autre = Axe.objects.create(referentiel=axe_public.referentiel, **cle)
        autre.save_revision().publish()
        translate_object(autre, [anglais])
        traduire_tout(personnes["édition"], autre)

    en_attendre_une_de_plus(2)
    requetes()
    pour_une = requetes()
    en_attendre_une_de_plus(3)
    assert requetes() == pour_une
