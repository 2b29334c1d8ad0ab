"""A badge brought back to the site: found true in each of its forms, and what became of its label is told."""

import datetime
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre.models import Label
from registre.public.verifier_badge.donnees import MOTS_DU_BADGE
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, labellisee, retiree, siren_fictif, suspendue
from tests.registre.lecture import lire, mots
from tests.registre.preuve.falsifications import feuilles

D = datetime.date
ADRESSE = "/registre/verifier-un-badge/"
FORMES = ["credential.json", "credential.jwt", "badge-a-telecharger.svg", "badge-a-telecharger.png"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cles"), pytest.mark.rendu]


@pytest.fixture
def label() -> Label:
    """A label in force until the end of February 2029, of a coop whose name is not plain ASCII."""
    return labellisee(D(2026, 3, 1), CooperativeFactory.create(nom="Coopérative <du> Cœur & “Cie”"))


def telecharger(label: Label, forme: str) -> bytes:
    """Return a file of the label as the site gives it."""
    reponse = Client().get(f"/registre/labels/{label.numero}/{forme}")
    assert reponse.status_code == 200
    return reponse.getvalue() if reponse.streaming else reponse.content


def verifier(octets: bytes, nom: str = "x", adresse: str = ADRESSE) -> BeautifulSoup:
    """Send a file; return the page that answers."""
    reponse = Client().post(adresse, {"fichier": SimpleUploadedFile(nom, octets)})
    assert reponse.status_code == 200, mots(BeautifulSoup(reponse.content, "lxml").select_one(".fautes"))
    return BeautifulSoup(reponse.content, "lxml")


def verdict(page: BeautifulSoup) -> str:
    """Return the line above the steps."""
    return mots(page.select_one("#verdict"))


def reponses(page: BeautifulSoup) -> list[str]:
    """Return the one-word answer of each step, in their order."""
    return [mots(avis) for avis in page.select(".badge-lu__avis")]


@pytest.mark.parametrize("forme", FORMES)
def test_a_true_badge_is_found_true_whatever_its_form_and_its_name(label: Label, forme: str) -> None:
    page = verifier(telecharger(label, forme), "facture.pdf")

    assert verdict(page) == "Ce badge dit vrai, d’une coopérative fictive"
    assert reponses(page) == ["Oui", "Oui", "Oui", "Oui", "Oui", "Oui", "Attention", "Oui"]
    assert [mots(dd) for dd in page.select(".badge-lu dd")] == [
        label.numero,
        f"Coopérative <du> Cœur & “Cie”, SIREN {label.cooperative.siren}",
        "du 1er mars 2026 au 28 février 2029 inclus",
    ]
    assert "En vigueur jusqu’au 28 février 2029" in mots(page.select(".badge-lu__etape")[-1])
    assert page.select_one(f'.badge-lu a[href="/registre/labels/{label.numero}/"]')


def test_a_badge_of_a_real_coop_says_true_without_a_reserve() -> None:
    label = labellisee(D(2026, 3, 1), CooperativeFactory.create(demonstration=False, nom="Une coop"))
    page = verifier(telecharger(label, "badge-a-telecharger.svg"))
    assert verdict(page) == "Ce badge dit vrai aujourd’hui"
    assert mots(page.select_one(".badge-lu__texte")) == (
        f"Une coop a le label {label.numero}, en vigueur jusqu’au 28 février 2029 inclus."
    )
    assert set(reponses(page)) == {"Oui"}


@pytest.mark.parametrize("forme", ["credential.json", "credential.jwt"])
def test_a_text_pasted_is_verified_as_a_file_is(label: Label, forme: str) -> None:
    texte = telecharger(label, forme).decode()
    reponse = Client().post(ADRESSE, {"texte": f"\n {texte} \n"})
    assert verdict(BeautifulSoup(reponse.content, "lxml")).startswith("Ce badge dit vrai")


@pytest.mark.parametrize("forme", ["credential.jwt", "badge-a-telecharger.svg"])
@pytest.mark.parametrize(
    ("arrive", "dit", "statut"),
    [
        (
            lambda label: suspendue(label, D(2026, 6, 1)),
            "Vrai, mais le label est suspendu",
            "Attention Le label est suspendu, d’après la liste des suspensions d’aujourd’hui. Un vérificateur qui ne "
            "regarde que la signature répondrait « verified: true ».",
        ),
        (
            lambda label: retiree(label, D(2026, 6, 1)),
            "Vrai, mais le label n’est plus en vigueur",
            "Non Le justificatif est révoqué, d’après la liste des révocations d’aujourd’hui. Un vérificateur qui ne "
            "regarde que la signature répondrait « verified: true ».",
        ),
    ],
    ids=["suspended", "withdrawn"],
)
def test_what_became_of_the_label_is_told(
    label: Label, forme: str, arrive: Callable[[Label], Label], dit: str, statut: str
) -> None:
    fichier = telecharger(label, forme)
    arrive(label)
    page = verifier(fichier)

    assert verdict(page) == dit
    assert statut in mots(page.select_one(".badge-lu__etapes"))
    assert "le 1er juin 2026" in mots(page.select_one(".badge-lu__texte"))


def test_the_last_day_is_included_and_the_day_after_says_since_when(label: Label) -> None:
    fichier = telecharger(label, "credential.json")
    with time_machine.travel(datetime.datetime(2029, 2, 28, 22, 59, 59, tzinfo=datetime.UTC), tick=False):
        assert verdict(verifier(fichier)).startswith("Ce badge dit vrai")
    with time_machine.travel(datetime.datetime(2029, 2, 28, 23, 0, tzinfo=datetime.UTC), tick=False):
        assert verdict(verifier(fichier)) == "Vrai, mais le label n’est plus en vigueur depuis le 1er mars 2029"


def test_a_badge_whose_fact_was_corrected_is_true_but_replaced(label: Label) -> None:
    fichier = telecharger(label, "credential.jwt")
    decisions.changer_siren(label.cooperative_id, siren=siren_fictif(88_888), le=D(2026, 5, 1))
    assert verdict(verifier(fichier)) == "Vrai, mais remplacé : un fait a été corrigé depuis"
    assert verdict(verifier(telecharger(label, "credential.jwt"))).startswith("Ce badge dit vrai")


def test_a_key_replaced_still_verifies_and_a_leaked_one_does_not(label: Label) -> None:
    fichier = telecharger(label, "badge-a-telecharger.png")
    call_command("creer_cle", "justificatif", "--remplacer", stdout=StringIO())
    assert verdict(verifier(fichier)).startswith("Ce badge dit vrai")
    fichier = telecharger(label, "credential.json")
    call_command("creer_cle", "justificatif", "--remplacer", "--compromise", stdout=StringIO())
    page = verifier(fichier)
    assert verdict(page) == "Ce badge n’est pas signé par la Fédération"
    assert reponses(page)[2:] == ["Non", *["Pas vérifié"] * 4, "Attention"]


def test_the_answer_is_in_english_for_an_english_reader(label: Label) -> None:
    page = verifier(telecharger(label, "credential.json"), adresse=f"/en{ADRESSE}")
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert "In force until 28 February 2029" in mots(page.select(".badge-lu__etape")[-1])


def test_nothing_is_kept_no_cookie_is_set_and_the_page_is_nobody_elses(label: Label) -> None:
    fichier = telecharger(label, "credential.json")
    client = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.post(ADRESSE, {"fichier": SimpleUploadedFile("x", fichier)})

    assert reponse.status_code == 200
    assert "no-store" in reponse["Cache-Control"]
    assert "Set-Cookie" not in reponse
    assert not [r for r in requetes.captured_queries if not r["sql"].lstrip("( ").startswith("SELECT")]


def test_the_page_is_one_link_away_from_a_label_and_from_the_page_that_verifies_one(
    label: Label, client: Client
) -> None:
    for page in (f"/registre/labels/{label.numero}/", "/registre/verifier/"):
        assert lire(client, page).select_one(f'main a[href="{ADRESSE}"]'), page


def test_the_page_holds_the_keys_and_the_words_that_its_script_needs(client: Client) -> None:
    donnees = json.loads(str(lire(client, ADRESSE).select_one("#donnees-du-badge").string))
    did = json.loads(client.get("/.well-known/did.json").content)
    assert list(donnees["cles"]) == [methode["id"] for methode in did["verificationMethod"]]
    assert donnees["did"] == did["id"]


def test_every_word_of_a_badge_is_one_that_the_script_knows(label: Label) -> None:
    document = json.loads(telecharger(label, "credential.json"))
    mots_du_document = {pas for chemin in feuilles(document) for pas in chemin if isinstance(pas, str)}
    assert mots_du_document - {"@context", "proof", "proofValue"} <= MOTS_DU_BADGE


def test_without_keys_the_page_says_that_it_cannot_verify(label: Label, cles: Path) -> None:
    fichier = telecharger(label, "credential.json")
    (cles / "publiques.json").unlink()
    assert verdict(verifier(fichier)) == "Ce site ne peut pas vérifier de badge pour l’instant"
