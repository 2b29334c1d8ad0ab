"""Nobody publishes what they wrote, nor what nobody read, by the roads that start from another text."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from raison_detre.models import AccueilPage, Axe, PageEditoriale
from tests.socle.admin import adresse, agir, connecte, envoyer, messages, publier_la_traduction, soumettre
from tests.socle.test_relecture import apres, public, revisions

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

LONGUE = "Une phrase que personne n’écrirait deux fois."


def traduire(personne: Any, mots: str, avant: str = "Avant") -> None:
    """Translate a string in the translation editor."""
    segment, [cible] = StringSegment.objects.get(string__data=avant), Translation.objects.all()
    champ = reverse("wagtail_localize:edit_string_translation", args=[cible.pk, segment.pk])
    connecte(personne).put(champ, data=f"value={mots}", content_type="application/x-www-form-urlencoded")


@pytest.fixture(params=["page", "axe"])
def brouillon(request: pytest.FixtureRequest, personnes: dict[str, Any], anglais: Locale) -> Any:
    """A French text that `publication` wrote and nobody read, sent to translation."""
    if request.param == "page":
        accueil = request.getfixturevalue("accueil")
        translate_object(accueil, [anglais])
        texte = accueil.add_child(
            instance=PageEditoriale(title="Neuve", slug="neuve", introduction="Avant", live=False)
        )
    else:
        modele = request.getfixturevalue("axe_public")
        texte = Axe(referentiel=modele.referentiel, numero=2, cle="deux", titre="Deux", texte="Avant", live=False)
        texte.titre_manifeste = "Deux"
        texte.save()

    texte.save_revision(user=personnes["publication"])
    nature = "page" if request.param == "page" else "snippet"
    arguments = [texte.pk] if nature == "page" else ["raison_detre", "axe", texte.pk]
    demande = reverse(f"wagtail_localize:submit_{nature}_translation", args=arguments)

    connecte(personnes["publication"]).post(demande, {"locales": [anglais.pk]})

    return texte


@pytest.mark.parametrize("qui", ["publication", "seconde publication", "administration"])
def test_an_unread_draft_is_not_published_by_way_of_its_translation(
    personnes: dict[str, Any], brouillon: Any, anglais: Locale, qui: str
) -> None:
    traduction = brouillon.get_translation(anglais)
    reponse = publier_la_traduction(personnes[qui], traduction)
    assert "brouillon que personne n’a relu" in messages(reponse)
    traduction.refresh_from_db()
    assert not traduction.live


@pytest.mark.parametrize("synchronisee", [False, True])
def test_once_the_draft_was_read_its_translation_is_published(
    personnes: dict[str, Any], brouillon: Any, anglais: Locale, synchronisee: bool
) -> None:
    agir(personnes["seconde publication"], brouillon, "approve", soumettre(personnes["publication"], brouillon))
    if synchronisee:
        source = TranslationSource.objects.get(object_id=brouillon.translation_key)
        connecte(personnes["édition"]).post(reverse("wagtail_localize:update_translations", args=[source.pk]))
    traduction = brouillon.get_translation(anglais)
    publier_la_traduction(personnes["publication"], traduction)
    traduction.refresh_from_db()
    assert traduction.live


@pytest.mark.parametrize("role", ["sans droit", "édition", "publication", "administration"])
def test_a_mirror_public_at_once_under_an_address_of_its_own(
    personnes: dict[str, Any], page_publique: Page, role: str
) -> None:
    donnees = {"new_title": "Miroir", "new_slug": "miroir", "new_parent_page": page_publique.get_parent().pk}
    connecte(personnes[role]).post(adresse(page_publique, "copy"), donnees | {"alias": "on"})
    assert not Page.objects.filter(slug="miroir").exists()


def test_the_author_of_a_draft_does_not_approve_its_copy(
    personnes: dict[str, Any], page_publique: PageEditoriale
) -> None:
    envoyer(personnes["publication"], page_publique, "action-save", introduction=LONGUE)
    donnees = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": page_publique.get_parent().pk}
    connecte(personnes["édition"]).post(adresse(page_publique, "copy"), donnees)
    copie = PageEditoriale.objects.get(slug="copie")
    agir(personnes["publication"], copie, "approve", soumettre(personnes["édition"], copie))
    copie.refresh_from_db()
    assert not copie.live


def test_the_author_of_words_brought_back_does_not_approve_them(personnes: dict[str, Any], texte: Any) -> None:
    envoyer(personnes["publication"], texte, "action-save", **apres(texte, LONGUE))
    sans = soumettre(personnes["édition"], texte, **apres(texte, "Publié"))
    agir(personnes["seconde publication"], texte, "approve", sans)
    assert public(texte) == "Publié"
    etape = soumettre(personnes["édition"], texte, **apres(texte, LONGUE))
    agir(personnes["publication"], texte, "approve", etape)
    assert public(texte) == "Publié"
    agir(personnes["seconde publication"], texte, "approve", etape)
    assert public(texte) == LONGUE


def test_saving_the_same_words_again_is_not_writing_them(personnes: dict[str, Any], texte: Any) -> None:
    envoyer(personnes["édition"], texte, "action-save", **apres(texte))
    avant = revisions(texte)
    envoyer(personnes["publication"], texte, "action-save")
    assert revisions(texte) == avant + 1
    etape = soumettre(personnes["édition"], texte)
    agir(personnes["publication"], texte, "approve", etape)
    assert public(texte) == "Après"


@pytest.fixture
def traduction(axe_public: Axe, anglais: Locale) -> Axe:
    """The English draft of the axis."""
    translate_object(axe_public, [anglais])
    return axe_public.get_translation(anglais)


@pytest.mark.parametrize(("ensuite", "publient"), [("Before", True), ("Before, corrected", False)])
def test_who_wrote_a_translation_does_not_publish_it_whoever_saved_it_last(
    personnes: dict[str, Any], traduction: Axe, ensuite: str, publient: bool
) -> None:
    traduire(personnes["publication"], "Before")
    traduire(personnes["seconde publication"], ensuite)
    publier_la_traduction(personnes["publication"], traduction)
    traduction.refresh_from_db()
    assert not traduction.live
    publier_la_traduction(personnes["seconde publication"], traduction)
    traduction.refresh_from_db()
    assert traduction.live is publient


def test_a_draft_that_changed_when_it_was_read_is_brought_in_step_first(
    personnes: dict[str, Any], brouillon: Any, anglais: Locale
) -> None:
    etape = soumettre(personnes["publication"], brouillon, **apres(brouillon))
    agir(personnes["seconde publication"], brouillon, "approve", etape)
    traduction = brouillon.get_translation(anglais)
    publier_la_traduction(personnes["administration"], traduction)
    traduction.refresh_from_db()
    assert not traduction.live


def test_the_history_of_the_site_shows_who_translated(personnes: dict[str, Any], traduction: Axe) -> None:
    traduire(personnes["publication"], "Before")
    page = connecte(personnes["superuser"]).get(reverse("wagtailadmin_reports:site_history"))
    assert str(personnes["publication"]) in page.content.decode()


def test_who_translated_the_public_text_publishes_the_next_translation(
    personnes: dict[str, Any], traduction: Axe
) -> None:
    traduire(personnes["publication"], "Before")
    publier_la_traduction(personnes["seconde publication"], traduction)
    traduire(personnes["seconde publication"], "Earlier")
    publier_la_traduction(personnes["publication"], traduction)
    traduction.refresh_from_db()
    assert traduction.texte == "Earlier"


def test_a_superuser_still_makes_a_mirror(personnes: dict[str, Any], page_publique: Page, accueil: AccueilPage) -> None:
    donnees = {"new_title": "Miroir", "new_slug": "miroir", "new_parent_page": accueil.pk, "alias": "on"}
    connecte(personnes["superuser"]).post(adresse(page_publique, "copy"), donnees)
    assert Page.objects.get(slug="miroir").live
