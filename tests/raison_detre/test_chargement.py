"""`charger_referentiel`: the file to the letter, once, and editors' work kept."""

import hashlib
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.search.backends import get_search_backend

from raison_detre.chargement.bilan import extraits
from raison_detre.models import Axe, Engagement, Referentiel
from raison_detre.regles import Regles
from socle.models import User
from tests.raison_detre.conftest import REFERENTIEL
from tests.raison_detre.fichiers import Ecrire, charger, etat

pytestmark = [pytest.mark.django_db, pytest.mark.lent]

EMPREINTE = "6d85ad0b6467b164d656cffc9e5da120bb70eefea3d58321d3b6e0796a8465e3"


@pytest.fixture
def source() -> dict[str, Any]:
    """The real file, as plain values."""
    return yaml.safe_load(REFERENTIEL.read_text(encoding="utf-8"))


def test_the_source_file_is_the_federations_to_the_byte() -> None:
    assert hashlib.sha256(REFERENTIEL.read_bytes()).hexdigest() == EMPREINTE


def test_every_word_and_every_rule_of_the_file_is_published(source: dict[str, Any]) -> None:
    charger()
    edition = Referentiel.objects.get()
    for champ in ("code", "nom", "titre", "decision_de_principe", "adopte_le", "devoile_au", "cadre_legal"):
        assert getattr(edition, champ) == source["referentiel"][champ]

    assert edition.en_vigueur_du == edition.adopte_le
    assert edition.regles == Regles(**source["regles"])

    for lu in source["axes"]:
        axe = Axe.objects.get(referentiel=edition, cle=lu["slug"], live=True)
        for champ in ("numero", "titre", "titre_manifeste", "sous_titre"):
            assert getattr(axe, champ) == lu[champ]
        assert axe.paragraphes == lu["texte"]
        engagements = axe.engagements.filter(live=True).order_by("numero").values("numero", "intitule")
        assert list(engagements) == lu["engagements"]


@pytest.mark.usefixtures("site_charge")
class TestManifestePublie:
    def test_the_manifesto_reads_to_the_letter_of_the_file(self, client: Client, source: dict[str, Any]) -> None:
        page = BeautifulSoup(client.get("/raison-d-etre/").content, "lxml").main

        assert page is not None

        for cache in page.select(".lu-par-ecran-seul, [aria-hidden=true], .suite-du-manifeste"):
            cache.decompose()
        assert lettres(page.h1) == lettres(source["referentiel"]["titre"])
        assert [lettres(h2) for h2 in page.select("section h2")] == [
            lettres(axe["titre_manifeste"]) for axe in source["axes"]
        ]
        for section, axe in zip(page.select("section"), source["axes"], strict=True):
            texte, suite = section.select("div, aside")[:2]
            assert [lettres(p) for p in texte.select("p")] == [lettres(p) for p in axe["texte"]]
            assert lettres(suite.select_one("p")) == lettres(axe["sous_titre"])
            assert [lettres(a) for a in suite.select("li a")] == [
                lettres(engagement["intitule"]) for engagement in axe["engagements"]
            ]


def lettres(texte: Any) -> str:
    """Return a text without its spaces: typography may change them, and nothing else."""
    lu = texte if isinstance(texte, str) else texte.get_text()
    return "".join(lu.split())


@pytest.mark.usefixtures("referentiel_charge")
def test_a_second_run_changes_nothing_and_says_so() -> None:
    avant = etat()
    assert charger() == "Le site dit déjà ce que dit le fichier : rien n’a changé.\n"
    assert etat() == avant


def test_a_simulation_tells_all_and_writes_nothing(ecrire: Ecrire) -> None:
    vide = etat()
    dit = charger(REFERENTIEL, "--simulation")
    assert dit.count("Ajouté :") == 1 + 3 + 12
    assert dit.endswith("Simulation : rien n’a été écrit.\n")
    assert etat() == vide
    charger()
    avant = etat()
    assert "« 18 » → « 24 »" in charger(ecrire(("oeuvre_mois: 18", "oeuvre_mois: 24")), "--simulation")
    assert etat() == avant


def test_if_absent_loads_once_and_then_leaves_everything_alone(ecrire: Ecrire) -> None:
    autre = ecrire(("Contribuer au bien", "Contribuer au mieux"))
    assert "Ajouté" in charger(REFERENTIEL, "--si-absent")
    avant = etat()
    assert charger(autre, "--si-absent") == "L’édition 2021 est déjà là : rien n’a changé.\n"
    assert etat() == avant


@pytest.mark.usefixtures("referentiel_charge")
def test_a_changed_word_is_published_reported_and_found(ecrire: Ecrire) -> None:
    dit = charger(ecrire(("Contribuer au bien", "Contribuer au zénith du")))
    assert dit == (
        "Modifié : 4. Contribuer au bien vivre ensemble, intitulé : "
        "« Contribuer au bien vivre ensemble » → « Contribuer au zénith du vivre ensemble »\n"
    )
    [trouve] = get_search_backend().search("zénith", Engagement)
    assert (trouve.numero, trouve.live, trouve.has_unpublished_changes) == (4, True, False)
    assert trouve.latest_revision == trouve.live_revision


@pytest.mark.usefixtures("referentiel_charge")
def test_keys_follow_the_first_wording_and_stay(ecrire: Ecrire) -> None:
    assert Engagement.objects.get(numero=4).cle == "contribuer-au-bien-vivre-ensemble"
    charger(ecrire(("Contribuer au bien vivre", "Contribuer à mieux vivre")))
    assert Engagement.objects.get(numero=4).cle == "contribuer-au-bien-vivre-ensemble"


def test_a_key_written_in_the_file_is_the_one(ecrire: Ecrire) -> None:
    fichier = ecrire(("{numero: 4,", "{numero: 4, cle: vivre-ensemble,"))
    charger(fichier)
    assert Engagement.objects.get(numero=4).cle == "vivre-ensemble"
    assert "rien n’a changé" in charger(fichier)


def test_a_date_of_entry_into_force_in_the_file_is_the_one(ecrire: Ecrire) -> None:
    charger(ecrire(("  devoile_au", "  en_vigueur_du: 2022-01-01\n  devoile_au")))
    assert str(Referentiel.objects.get().en_vigueur_du) == "2022-01-01"


@pytest.mark.usefixtures("referentiel_charge")
def test_editors_texts_are_kept_when_the_official_one_changes(ecrire: Ecrire) -> None:
    engagement = Engagement.objects.get(numero=4)
    engagement.reperes = "<p>Écrit par une personne.</p>"
    engagement.save_revision().publish()
    charger(ecrire(("Contribuer au bien", "Contribuer au mieux")))
    engagement.refresh_from_db()
    assert (engagement.intitule, engagement.reperes) == (
        "Contribuer au mieux vivre ensemble",
        "<p>Écrit par une personne.</p>",
    )


@pytest.mark.usefixtures("referentiel_charge")
def test_a_draft_stays_its_authors_draft_with_the_new_official_text(ecrire: Ecrire) -> None:
    personne = User.objects.create_user("redaction@example.org")
    engagement = Engagement.objects.get(numero=4)
    engagement.reperes = "<p>En cours.</p>"
    engagement.save_revision(user=personne)
    dit = charger(ecrire(("Contribuer au bien", "Contribuer au mieux")))

    assert "Brouillon conservé" in dit

    engagement = Engagement.objects.get(numero=4)
    assert (engagement.intitule, engagement.reperes) == ("Contribuer au mieux vivre ensemble", "")
    assert engagement.has_unpublished_changes
    brouillon = engagement.get_latest_revision()
    assert brouillon.user == personne
    assert brouillon.as_object().reperes == "<p>En cours.</p>"
    assert brouillon.as_object().intitule == "Contribuer au mieux vivre ensemble"


@pytest.mark.usefixtures("referentiel_charge")
def test_a_text_taken_offline_stays_offline(ecrire: Ecrire) -> None:
    Engagement.objects.get(numero=4).unpublish()
    charger(ecrire(("Contribuer au bien", "Contribuer au mieux")))
    engagement = Engagement.objects.get(numero=4)
    assert (engagement.live, engagement.intitule) == (False, "Contribuer au mieux vivre ensemble")


@pytest.mark.usefixtures("referentiel_charge")
def test_an_engagement_is_added_to_an_edition_already_there(ecrire: Ecrire) -> None:
    treizieme = '\n      - {numero: 13, intitule: "Tenir parole"}'
    dit = charger(ecrire(("l'innovation\"}", f"l'innovation\"}}{treizieme}")))
    assert dit == "Ajouté : 13. Tenir parole\n"
    assert Engagement.objects.get(numero=13).axe.cle == "modele-responsable"


@pytest.mark.usefixtures("referentiel_charge")
def test_two_editions_live_side_by_side(ecrire: Ecrire) -> None:
    charger(ecrire(('code: "2021"', 'code: "2031"'), ("adopte_le: 2021", "adopte_le: 2031")))
    assert Engagement.objects.filter(cle="contribuer-au-bien-vivre-ensemble").count() == 2


def test_a_comma_changed_in_a_long_text_is_seen_in_the_report() -> None:
    avant, apres = extraits("a" * 300 + ", b" + "c" * 300, "a" * 300 + "; b" + "c" * 300)
    assert avant == "…" + "a" * 20 + ", b" + "c" * 46 + "…"
    assert apres[20:23] == "a; "
    assert extraits("8", "9") == ("8", "9")
