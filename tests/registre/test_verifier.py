"""Is this coop labelled? One question, or a thousand SIREN: answered on a day, and nothing kept."""

import csv
import datetime
import io

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, admissible, deposee, labellisee, siren_fictif
from tests.registre.lecture import lire, mots

D = datetime.date
ADRESSE = "/registre/verifier/"
pytestmark = pytest.mark.django_db


def reponse(client: Client, q: str, **parametres: str) -> str:
    """Return the answer to a question, in words."""
    return mots(lire(client, ADRESSE, q=q, **parametres).select_one(".reponse"))


def resultats(client: Client, **donnees: object) -> list[list[str]]:
    """Send a list; return the cells of the answer, line by line."""
    page = client.post(ADRESSE, donnees)
    assert page.status_code == 200, page.content.decode()
    lignes = csv.reader(io.StringIO(client.post(ADRESSE, donnees | {"format": "csv"}).content.decode()))
    rangees = list(lignes)[1:]
    assert page.content.decode().count('<th scope="row">') == len(rangees)
    return rangees


def fautes(client: Client, **donnees: object) -> tuple[str, str]:
    """Send a bad list; return what is said of each field, and the text still in the form."""
    page = client.post(ADRESSE, donnees)
    assert page.status_code == 400
    lue = lire_contenu(page.content)
    return mots(lue.select_one(".fautes")), lue.select_one("textarea[name=sirens]").get_text().strip()


def lire_contenu(contenu: bytes) -> BeautifulSoup:
    """Parse an answer already received."""
    return BeautifulSoup(contenu, "lxml")


def test_a_coop_is_found_by_name_siren_or_number_typed_any_way(client: Client) -> None:
    coop = CooperativeFactory.create(nom="Coopérative d'Essai du Cœur", nom_usuel="")
    label = labellisee(D(2024, 3, 1), coop)
    siren = coop.siren

    for question in ("coeur", "essai COOPERATIVE", siren, f"{siren[:3]} {siren[3:6]}\u00a0{siren[6:]}"):
        dit = reponse(client, question, au="2025-01-01")
        assert dit.endswith(f"Labellisée jusqu’au 28 février 2027 {label.numero}"), question
        assert "Au 1er janvier 2025, Coopérative d'Essai du Cœur" in dit

    for question in (label.numero, label.numero.lower(), "qc 2024 0001", "QC20240001"):
        assert f"Label {label.numero} : En vigueur jusqu’au 28 février 2027" in reponse(
            client, question, au="2025-01-01"
        )


def test_the_answer_is_that_of_the_day(client: Client) -> None:
    coop = CooperativeFactory.create()
    label = labellisee(D(2024, 3, 1), coop)
    decisions.retirer(label.pk, le=D(2025, 5, 2), motif="Motif.")
    assert "Labellisée" in reponse(client, coop.siren, au="2025-05-01")
    assert "Label retiré le 2 mai 2025" in reponse(client, coop.siren, au="2025-05-02")
    assert "Pas de label connu" in reponse(client, coop.siren, au="2020-01-01")
    assert "Retiré le 2 mai 2025" in reponse(client, label.numero)


def test_the_answer_changes_at_midnight_in_paris(client: Client) -> None:
    coop = CooperativeFactory.create()
    labellisee(D(2024, 3, 1), coop)
    with time_machine.travel(datetime.datetime(2027, 2, 28, 22, 59, 59, tzinfo=datetime.UTC), tick=False):
        assert "Labellisée" in reponse(client, coop.siren)
    with time_machine.travel(datetime.datetime(2027, 2, 28, 23, 0, tzinfo=datetime.UTC), tick=False):
        assert "Label échu" in reponse(client, coop.siren)


def test_a_filed_candidature_is_not_told(client: Client) -> None:
    coop = CooperativeFactory.create()
    deposee(D(2024, 1, 1), coop)
    assert "Pas de label connu" in reponse(client, coop.siren)


@pytest.mark.parametrize(
    ("question", "dit"),
    [
        ("123456789", "sa clé est fausse"),
        ("12345678", "neuf chiffres"),
        ("QC-2024-0001", "Aucun label ne porte le numéro QC-2024-0001"),
        ("000000018", "Aucune coopérative connue"),
        ("🏠", "lettres latines"),
        ('" OR 1=1 NEAR *', "Aucune coopérative"),
        ("\u202eeriart", "Aucune coopérative"),
    ],
)
def test_a_question_without_an_answer_says_why(client: Client, question: str, dit: str) -> None:
    assert dit in reponse(client, question)


def test_a_question_too_long_or_a_day_that_means_nothing_is_named(client: Client) -> None:
    assert lire(client, ADRESSE, 400, q="a" * 5000).select_one(".erreur")
    assert lire(client, ADRESSE, 400, q="a", au="2023-02-30").select_one(".erreur")


def test_a_list_answers_every_line_in_its_order(client: Client) -> None:
    coop, engagee, inconnu = CooperativeFactory.create(), CooperativeFactory.create(), siren_fictif(77777)
    label = labellisee(D(2024, 3, 1), coop)

    admissible(D(2024, 5, 1), engagee)
    collees = (
        f"SIREN\n{coop.siren}\n\n  {engagee.siren[:3]} {engagee.siren[3:6]} {engagee.siren[6:]}\n123456789\n=1+1\n"
    )
    collees += f"{inconnu}\n{coop.siren}\n{coop.siren}00018\n{int(coop.siren)}"
    lignes = resultats(client, sirens=collees, au="2025-01-01")

    assert [ligne[1] for ligne in lignes] == [
        "labellisee",
        "engagee",
        "invalide",
        "invalide",
        "inconnu",
        "labellisee",
        "invalide",
        "invalide",
    ]
    assert lignes[0][3:8] == [coop.nom, label.numero, "2027-02-28", "2025-01-01", "true"]
    assert lignes[0][8:] == [str(timezone.localdate()), coop.siren, ""]
    assert "clé" in lignes[2][2]
    assert lignes[3][0] == "'=1+1"
    assert f"SIRET\u00a0: son SIREN est {coop.siren}" in lignes[6][2]
    assert f"sans doute {coop.siren}" in lignes[7][2]


def test_a_list_opens_with_how_many_of_each_answer(client: Client) -> None:
    en_vigueur = [labellisee(D(2024, 3, 1)).cooperative.siren for _rang in range(2)]
    page = lire_contenu(client.post(ADRESSE, {"sirens": "\n".join([*en_vigueur, "abc"]), "au": "2025-01-01"}).content)
    assert [mots(li) for li in page.select(".bilan li")] == ["Labellisée 2", "SIREN invalide 1"]


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_a_file_is_read_by_its_siren_column(client: Client, encodage: str, separateur: str) -> None:
    coop = CooperativeFactory.create()
    texte = f"Dénomination{separateur}SIREN\r\nCœur{separateur}{coop.siren}\r\nÉté{separateur}123456789\r\n"
    fichier = SimpleUploadedFile("liste.csv", texte.encode(encodage), "text/csv")
    page = client.post(ADRESSE, {"fichier": fichier})
    assert page.status_code == 200
    lues = [mots(th) for th in lire_contenu(page.content).select("tbody th")]
    assert f"SIREN {coop.siren} · ligne 1" in lues[0]
    assert lues[1] == "SIREN 123456789 · ligne 2"


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "n’est pas un texte"),
        (b"\x81\x8d\x8f" * 10, "n’est pas un texte"),
        (b"1\n" * 600_000, "trop lourd"),
        (b"123456789\n" * 1001, "Plus de 1000 lignes"),
        (b"", "vide"),
        (b"\n;\n", "au moins un SIREN"),
    ],
)
def test_a_bad_file_is_refused_on_its_field_and_the_day_stays(client: Client, contenu: bytes, dit: str) -> None:
    fichier = SimpleUploadedFile("liste.csv", contenu, "text/csv")
    assert dit in fautes(client, fichier=fichier, au="2025-01-01")[0]


def test_a_bad_list_is_refused_on_its_field_and_stays_there(client: Client) -> None:
    trop = "\n".join(["123456789"] * 1001)
    assert fautes(client, sirens=trop)[1] == trop
    assert "Plus de 1000 lignes" in fautes(client, sirens=trop)[0]
    assert "au moins un SIREN" in fautes(client, sirens=" \n ")[0]
    assert fautes(client, sirens="123456789", au="demain") == (fautes(client, sirens="1", au="demain")[0], "123456789")
    fichier = SimpleUploadedFile("liste.csv", b"123456789", "text/csv")
    assert "pas les deux" in fautes(client, sirens="123456789", fichier=fichier)[0]


def test_five_megabytes_pasted_are_refused_in_words(client: Client) -> None:
    assert "trop longue" in fautes(client, sirens="1" * 5_000_000)[0]


def test_a_list_is_not_kept_and_asks_the_same_queries_for_two_or_a_thousand(client: Client) -> None:
    numeros = [CooperativeFactory.create().siren for _ in range(12)]

    def nombre(sirens: list[str]) -> int:
        with CaptureQueriesContext(connection) as requetes:
            recue = client.post(ADRESSE, {"sirens": "\n".join(sirens)})
        assert "no-store" in recue["Cache-Control"]
        assert "Set-Cookie" not in recue
        assert not [r for r in requetes.captured_queries if not r["sql"].lstrip("( ").startswith("SELECT")]
        return len(requetes)

    nombre(numeros)
    assert nombre(numeros[:2]) == nombre(numeros * 83)


def test_a_strict_browser_may_send_a_list_without_a_token_and_the_page_sets_no_cookie() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(ADRESSE)
    assert "Set-Cookie" not in page
    assert "Cookie" not in page.get("Vary", "")
    assert client.post(ADRESSE, {"sirens": "123456789"}).status_code == 200
