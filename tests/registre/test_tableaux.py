"""One reader for every table that somebody sends: the list to verify and the imports read the same writings."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from registre.models import Cooperative
from tests.registre.factories import CooperativeFactory, siren_fictif
from tests.registre.lecture import mots
from tests.registre.test_verifier import ADRESSE, fautes, lire_contenu

pytestmark = pytest.mark.django_db

A = siren_fictif(90_001)
TABLE = f"siren;nom;forme_juridique;commune;code_departement;membre_depuis\r\n{A};Essai;SCP;Béziers;34;2001-05-01\r\n"
COMMUNE_TROP_LONGUE = TABLE.replace("Béziers", "B" * 140_000)

# Each is the same table as a spreadsheet or a person writes it.
ECRITURES = {
    "commas": TABLE.replace(";", ",").encode(),
    "semicolons": TABLE.encode(),
    "tabs": TABLE.replace(";", "\t").encode(),
    "sep= announced": f"sep=;\r\n{TABLE}".encode(),
    "sep= in quotes, trailing separators": f'"SEP=;";;;\r\n{TABLE}'.encode(),
    "carriage returns alone": TABLE.replace("\r\n", "\r").encode(),
    "line feeds alone": TABLE.replace("\r\n", "\n").encode(),
    "UTF-8 with its mark": TABLE.encode("utf-8-sig"),
    "UTF-16 with its mark, tabs": TABLE.replace(";", "\t").encode("utf-16"),
    "UTF-16, big end first": b"\xfe\xff" + TABLE.encode("utf-16-be"),
    "UTF-16 without its mark": TABLE.encode("utf-16-le"),
    "trailing separators": TABLE.replace("\r\n", ";;;\r\n").encode(),
    "empty lines before and after": f"\r\n;;;\r\n{TABLE};;;\r\n\r\n".encode(),
    "a header in capitals, with accents": TABLE.replace("siren", "SIREN").replace("code_d", "Code d").encode(),
    "separators in a quoted header": TABLE.replace("siren;", '"siren";', 1).encode(),
    "a SIREN kept as a formula keeps it": TABLE.replace(A, f'"=""{A}"""').encode(),
    "a SIREN pasted with signs that do not show": TABLE.replace(A, f"\u202a{A}\u202c").encode(),
}


def importer(dossier: Path, contenu: bytes) -> str:
    """Import coops from a file of these bytes; return what is said, the refusal included."""
    fichier, sortie = dossier / "import.csv", io.StringIO()
    fichier.write_bytes(contenu)
    try:
        call_command("importer_cooperatives", fichier, stdout=sortie)
    except CommandError as refus:
        return str(refus).replace("\u00a0", " ")
    return sortie.getvalue()


def envoyer(client: Client, contenu: bytes) -> list[str]:
    """Send a file to verify; return the SIREN that were read in it."""
    page = client.post(ADRESSE, {"fichier": SimpleUploadedFile("liste.csv", contenu, "text/csv")})
    assert page.status_code == 200, page.content.decode()
    return sirens_lus(page.content)


def sirens_lus(contenu: bytes) -> list[str]:
    """Return the SIREN of each line of the result, in its order."""
    lignes = [mots(th) for th in lire_contenu(contenu).select("tbody th")]
    return [ligne.partition("SIREN ")[2].partition(" ")[0] for ligne in lignes]


@pytest.mark.parametrize("contenu", ECRITURES.values(), ids=list(ECRITURES))
def test_a_table_is_read_however_it_was_written_by_both_doors(client: Client, tmp_path: Path, contenu: bytes) -> None:
    assert "1 ajout" in importer(tmp_path, contenu)
    coop = Cooperative.objects.get()
    assert (coop.siren, coop.commune) == (A, "Béziers")
    assert envoyer(client, contenu) == [A]


@pytest.mark.parametrize(
    ("contenu", "dit"),
    [
        (COMMUNE_TROP_LONGUE.encode(), ["ligne 2, colonne commune", "trop longue"]),
        (f"sep=;\r{COMMUNE_TROP_LONGUE}".encode(), ["ligne 3, colonne commune", "trop longue"]),
        (TABLE.replace("Essai", '"Essai').encode(), ["ligne 2, colonne nom", "guillemet"]),
        (TABLE.replace("Essai", '"Es"sai').encode(), ["ligne 2, colonne nom", "guillemet"]),
        (b"PK\x03\x04" + TABLE.encode(), ["n’est pas un texte", "CSV UTF-8"]),
        (TABLE.encode("utf-16-le")[:-1], ["n’est pas un texte", "CSV UTF-8"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_the_cure_by_both_doors(
    client: Client, tmp_path: Path, contenu: bytes, dit: list[str]
) -> None:
    fichier = SimpleUploadedFile("liste.csv", contenu, "text/csv")
    dits = importer(tmp_path, contenu), fautes(client, fichier=fichier)[0]
    for partie in dit:
        assert all(partie in texte.replace("Ligne", "ligne") for texte in dits), dits
    assert not Cooperative.objects.exists()


@pytest.mark.parametrize(
    ("ecrit", "reproche"),
    [
        ((A, f"{A}00014"), f"« {A}00014 » est un SIRET : écrivez son SIREN, {A}"),
        ((A, "000000000"), "fait de zéros"),
        ((A, str(int(A))), f"ôté le zéro de {A}"),
        (
            ("2001-05-01", "0010-05-01"),
            "colonne membre_depuis : « 0010-05-01 » : l'année va de 1900 à 2199",
        ),
        ((";34;", ";2C;"), "colonne code_departement"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_the_cure(tmp_path: Path, ecrit: tuple[str, str], reproche: str) -> None:
    dit = importer(tmp_path, TABLE.replace(*ecrit).encode())
    assert "ligne 2" in dit
    assert reproche in dit
    assert not Cooperative.objects.exists()


@pytest.mark.parametrize(("ecrit", "lu"), [("1", "01"), ("2a", "2A"), ("971", "971")])
def test_a_department_without_its_zero_or_its_capital_is_read(tmp_path: Path, ecrit: str, lu: str) -> None:
    table = TABLE.replace(";34;", f";{ecrit};").encode()
    assert "1 ajout" in importer(tmp_path, table)
    assert Cooperative.objects.get().code_departement == lu
    assert "1 inchangé" in importer(tmp_path, table)


def test_nine_zeros_are_no_siren_at_any_door(client: Client) -> None:
    CooperativeFactory.create()
    dit = mots(lire_contenu(client.get(ADRESSE, {"q": "000 000 000"}).content).select_one(".reponse"))
    assert "fait de zéros" in dit
    page = client.post(ADRESSE, {"sirens": "000000000\n"})
    assert "fait de zéros" in page.content.decode()
    statuts = {"siren": ["000000000"]}
    reponse = client.post("/api/v1/statuts", statuts, content_type="application/json")
    assert not reponse.json()["items"][0]["siren_valide"]


def test_a_siret_names_its_siren_and_columns_pasted_from_a_spreadsheet_are_read_by_their_header(client: Client) -> None:
    siret = f"{A}00014"
    page = client.post(ADRESSE, {"sirens": f"nom\tN° SIREN\r\nEssai; un\t{A}\r\nAutre\t{siret}"})
    lue = lire_contenu(page.content)
    assert sirens_lus(page.content) == [A, siret]
    assert f"son SIREN est {A}" in mots(lue.select_one("table"))


def test_a_file_of_half_a_million_lines_is_refused_in_words(client: Client) -> None:
    fichier = SimpleUploadedFile("liste.csv", b"1\n" * 490_000, "text/csv")
    assert "Plus de 1000 lignes" in fautes(client, fichier=fichier)[0]
