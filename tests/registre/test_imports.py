"""Importing coops: whole or not at all, every fault by line and column, and a second run that changes nothing."""

import csv
import datetime
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from registre.imports import fichier
from registre.imports.avancement import Avancement
from registre.imports.cooperatives import importer_cooperatives
from registre.models import AncienneAdresse, Cooperative, Evenement, IdentiteDeCooperative, MotDeCooperative
from registre.models.cooperative import valider_adresse
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, absorbee, siren_fictif

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]

ENTETE = "siren;nom;forme_juridique;commune;code_departement;metiers;membre_depuis"
A, B = siren_fictif(90_001), siren_fictif(90_002)  # out of the factory's way
LIGNE_A = f"{A};Coopérative d'Essai;SCP;Béziers;34;accession|brs;2001-05-01"
LIGNE_B = f"{B};L'Œuvre d'essai;SCIC;Ajaccio;2A;;"


@pytest.fixture(autouse=True)
def limite_de_python() -> Iterator[None]:
    """The longest cell that Python reads, as it comes: what reads our open data in other tests changes it for good."""
    autre = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(autre)


def ecrire(dossier: Path, *lignes: str, encodage: str = "utf-8") -> Path:
    """Write a file of these lines and return its path."""
    fichier = dossier / "import.csv"
    fichier.write_bytes("\r\n".join(lignes).encode(encodage))
    return fichier


def importer(quoi: str, fichier: Path, **options: bool) -> str:
    """Run the command and return what it says."""
    sortie = StringIO()
    call_command(f"importer_{quoi}", fichier, stdout=sortie, **options)
    return sortie.getvalue()


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separateur", [";", ","])
def test_a_file_is_read_with_or_without_mark_by_commas_or_semicolons(
    tmp_path: Path, encodage: str, separateur: str
) -> None:
    lignes = [ligne.replace(";", separateur) for ligne in (ENTETE, LIGNE_A, LIGNE_B)]
    assert "2 ajouts" in importer("cooperatives", ecrire(tmp_path, *lignes, encodage=encodage))
    cooperative = Cooperative.objects.get(siren=A)
    assert (cooperative.nom, cooperative.metiers) == ("Coopérative d'Essai", ["accession", "brs"])
    assert Cooperative.objects.get(siren=B).code_departement == "2A"
    assert not cooperative.demonstration


def test_accepted_values_are_read_whatever_their_case_and_accents(tmp_path: Path) -> None:
    ligne = LIGNE_A.replace(";SCP;", ";scp;").replace("accession|brs", "Accession | BRS")
    assert "1 ajout" in importer("cooperatives", ecrire(tmp_path, ENTETE, ligne))
    cooperative = Cooperative.objects.get(siren=A)
    assert (cooperative.forme_juridique, cooperative.metiers) == ("SCP", ["accession", "brs"])


def test_importing_again_changes_nothing_and_a_changed_cell_changes_its_coop(tmp_path: Path) -> None:
    importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A, LIGNE_B))
    assert "0 ajout, 0 modification, 2 inchangés" in importer(
        "cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A, LIGNE_B)
    )
    dit = importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A.replace("Béziers", "Sète"), LIGNE_B))
    assert "1 modification, 1 inchangé" in dit
    assert Cooperative.objects.get(siren=A).commune == "Sète"
    assert [e.operation for e in Evenement.objects.order_by("pk")] == ["inscrire", "inscrire", "demenager"]


def test_a_day_is_read_as_a_french_spreadsheet_writes_it(tmp_path: Path) -> None:
    importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A.replace("2001-05-01", "1/05/2001")))
    assert Cooperative.objects.get(siren=A).membre_depuis == datetime.date(2001, 5, 1)


def test_a_simulation_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    fichier = ecrire(tmp_path, ENTETE, LIGNE_A)
    assert "1 ajout" in importer("cooperatives", fichier, simulation=True)
    assert not Cooperative.objects.exists()
    assert not Evenement.objects.exists()


@pytest.mark.parametrize(
    ("lignes", "reproches"),
    [
        ([LIGNE_A.replace(A, A.lstrip("0"))], ["ligne 2, colonne siren", "ôté le zéro", A]),
        ([LIGNE_A.replace(A, "123456789")], ["ligne 2, colonne siren", "n'est pas un SIREN"]),
        ([LIGNE_A, LIGNE_A], ["ligne 3, colonne siren", "déjà ligne 2"]),
        ([LIGNE_A, LIGNE_A.replace(A, B)], ["ligne 3, colonne nom", "est-ce la même"]),
        ([LIGNE_A.replace("Coopérative d'Essai", "=1+1")], ["ligne 2, colonne nom", "formule"]),
        ([LIGNE_A.replace(";34;", ";99;")], ["ligne 2, colonne code_departement"]),
        ([LIGNE_A.replace("SCP", "SA")], ["ligne 2, colonne forme_juridique", "SCP ou SCIC"]),
        ([LIGNE_A.replace("2001-05-01", "2001-02-30")], ["ligne 2, colonne membre_depuis", "calendrier"]),
        ([LIGNE_A.replace("2001-05-01", "01/05/01")], ["ligne 2, colonne membre_depuis", "AAAA-MM-JJ"]),
        ([LIGNE_A.replace("2001-05-01", "9999-12-31")], ["ligne 2, colonne membre_depuis", "va de 1900 à 2199"]),
        ([LIGNE_A.replace("2001-05-01", "0001-01-01")], ["ligne 2, colonne membre_depuis", "va de 1900 à 2199"]),
        ([LIGNE_A.replace(A, "1" * 5000)], ["ligne 2, colonne siren", "5000 caractères"]),
        ([LIGNE_A.replace("d'Essai", "d'Es\0sai")], ["ligne 2, colonne nom", "invisible"]),
        ([LIGNE_A.replace("Béziers", "B" * 200_000)], ["ligne 2, colonne commune :", "trop longue"]),
        ([LIGNE_A.replace("Béziers", '"Béziers')], ["ligne 2, colonne commune :", "guillemet"]),
        ([LIGNE_A.replace("accession|brs", "plomberie")], ["ligne 2, colonne metiers"]),
        ([LIGNE_A.replace("Béziers", "")], ["ligne 2, colonne commune", "vide"]),
        ([LIGNE_A + ";de trop"], ["ligne 2", "8 cellules pour 7 colonnes"]),
        ([], ["aucune ligne"]),
    ],
)
def test_a_faulty_file_names_line_and_column_and_writes_nothing(
    tmp_path: Path, lignes: list[str], reproches: list[str]
) -> None:
    bonne = LIGNE_B.replace(B, siren_fictif(90_009))
    with pytest.raises(CommandError) as refus:
        importer("cooperatives", ecrire(tmp_path, ENTETE, *lignes, *([bonne] if lignes else [])))
    for reproche in reproches:
        assert reproche in str(refus.value)
    assert not Cooperative.objects.exists()


def test_all_faults_are_said_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refus:
        importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A.replace("SCP", "X"), LIGNE_B.replace("SCIC", "Y")))
    message = str(refus.value)
    assert message.index("ligne 2") < message.index("ligne 3")


@pytest.mark.parametrize(
    ("entete", "reproche"),
    [
        ("siren;nom;couleur", "couleur"),
        ("siren;siren;nom", "deux fois"),
        ("nom", "colonne siren : cette colonne manque"),
    ],
)
def test_a_wrong_header_is_refused(tmp_path: Path, entete: str, reproche: str) -> None:
    with pytest.raises(CommandError, match=reproche):
        importer("cooperatives", ecrire(tmp_path, entete, "x"))


def test_a_file_in_another_encoding_or_absent_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ligne 2 : un caractère n'est pas en UTF-8"):
        importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A, encodage="latin-1"))
    with pytest.raises(CommandError, match="ne peut être lu"):
        importer("cooperatives", tmp_path / "absent.csv")


ENTETE_ENTIER = "siren;nom;nom_usuel;forme_juridique;commune;code_departement;membre_depuis;membre_jusqu_au;depuis_le"


def ligne(**change: str) -> str:
    """A line about the coop A, these cells changed."""
    cellules = {
        "siren": A,
        "nom": "Coopérative d'Essai",
        "nom_usuel": "",
        "forme_juridique": "SCP",
        "commune": "Béziers",
        "code_departement": "34",
        "membre_depuis": "2001-05-01",
        "membre_jusqu_au": "",
        "depuis_le": "",
    }

    return ";".join((cellules | change).values())


def test_what_is_wrong_in_cells_in_numbers_and_in_days_is_said_at_once(tmp_path: Path) -> None:
    lignes = [
        ligne(siren="123456789", forme_juridique="X", membre_depuis="2001-02-30"),
        ligne(siren=B, nom="Autre coopérative"),
        ligne(siren=B, nom="", commune=""),
        ligne(siren=siren_fictif(90_003), nom="Troisième", code_departement="99", membre_jusqu_au="2000-01-01"),
    ]

    with pytest.raises(CommandError) as refus:
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, *lignes))

    ou = re.findall(r"ligne (\d), colonne (\w+) :", str(refus.value))
    assert sorted(ou) == [
        *(("2", "forme_juridique"), ("2", "membre_depuis"), ("2", "siren")),
        *(("4", "commune"), ("4", "nom"), ("4", "siren")),
        *(("5", "code_departement"), ("5", "membre_jusqu_au")),
    ]
    assert not Cooperative.objects.exists()


def connue(dossier: Path) -> None:
    """The coop A, imported in 2023."""
    with time_machine.travel(datetime.datetime(2023, 1, 10, 12, tzinfo=datetime.UTC)):
        importer("cooperatives", ecrire(dossier, ENTETE_ENTIER, ligne()))


def suite() -> list[tuple[str, datetime.date]]:
    """What the journal says after the inscription: which operation, from when."""
    return [(e.operation, e.prend_effet_le) for e in Evenement.objects.order_by("pk")][1:]


def test_a_known_coop_changes_from_the_day_its_line_says_each_fact_by_its_operation(tmp_path: Path) -> None:
    connue(tmp_path)
    change = ligne(nom="Habitat d'Essai", commune="Sète", forme_juridique="SCIC", depuis_le="2024-02-29")
    assert "1 modification" in importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, change))
    jour = D(2024, 2, 29)
    assert suite() == [("renommer", jour), ("demenager", jour), ("transformer", jour)]
    noms = [i.nom for i in IdentiteDeCooperative.objects.filter(membre=True).order_by("du")]
    assert noms == ["Coopérative d'Essai", "Habitat d'Essai"]
    assert "1 inchangé" in importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, change))
    assert set(MotDeCooperative.objects.values_list("mot", flat=True)) >= {"habitat", "sete", "beziers"}


def test_without_a_day_it_changes_from_today(tmp_path: Path) -> None:
    connue(tmp_path)
    with time_machine.travel(datetime.datetime(2025, 6, 3, 12, tzinfo=datetime.UTC)):
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne(nom_usuel="L'Essai")))
    assert suite() == [("renommer", D(2025, 6, 3))]


def test_membership_columns_tell_a_departure_a_return_or_correct_the_inscription(tmp_path: Path) -> None:
    connue(tmp_path)
    importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne(membre_depuis="2001-06-01")))
    importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne(membre_depuis="", membre_jusqu_au="2023-12-31")))
    importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne(membre_depuis="2024-07-01")))
    deux = ligne(membre_depuis="2024-07-01", membre_jusqu_au="2025-12-31")
    importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, deux))

    assert [operation for operation, _le in suite()] == ["corriger", "quitter", "revenir", "quitter"]

    coop = Cooperative.objects.get()

    assert (coop.membre_depuis, coop.membre_jusqu_au) == (D(2024, 7, 1), D(2025, 12, 31))
    membre = IdentiteDeCooperative.objects.order_by("du").values_list("du", "membre")
    attendu = [
        (D.min, False),
        (D(2001, 6, 1), True),
        (D(2024, 1, 1), False),
        (D(2024, 7, 1), True),
        (D(2026, 1, 1), False),
    ]
    assert list(membre) == attendu
    assert "1 inchangé" in importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, deux))


@pytest.mark.parametrize(
    ("change", "reproches"),
    [
        ({"commune": "Sète", "depuis_le": "2199-01-01"}, ["colonne depuis_le", "à venir"]),
        ({"membre_jusqu_au": "2000-01-01"}, ["colonne membre_jusqu_au", "après son début"]),
        ({"membre_jusqu_au": "2022-06-30"}, ["colonne membre_jusqu_au", "corrigez par une opération"]),
        ({}, ["colonne membre_jusqu_au", "corrigez par une opération"]),
    ],
)
def test_a_change_that_could_not_be_is_refused_by_its_column(
    tmp_path: Path, change: dict[str, str], reproches: list[str]
) -> None:
    connue(tmp_path)
    decisions.quitter(Cooperative.objects.get().pk, le=D(2023, 12, 31))
    partie = {"membre_jusqu_au": "2023-12-31"} if "depuis_le" in change else {}
    with pytest.raises(CommandError) as refus:
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne(**partie | change)))
    for reproche in ("ligne 2", *reproches):
        assert reproche in str(refus.value)
    assert len(suite()) == 1


def test_a_line_that_is_refused_leaves_nothing_of_the_others(tmp_path: Path) -> None:
    connue(tmp_path)
    fausse = ligne(siren=B, nom="Autre", code_departement="99")
    with pytest.raises(CommandError, match="ligne 3, colonne code_departement"):
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne(commune="Sète"), fausse))
    assert suite() == []
    assert Cooperative.objects.get().commune == "Béziers"


def test_a_number_that_a_coop_no_longer_bears_names_the_one_it_bears_now(tmp_path: Path) -> None:
    connue(tmp_path)
    decisions.changer_siren(Cooperative.objects.get().pk, siren=B, le=D(2024, 1, 1))
    with pytest.raises(CommandError, match=f"ligne 2, colonne siren.*porte maintenant {B}"):
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne()))
    assert "1 inchangé" in importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne(siren=B)))


def test_an_absorbed_coop_changes_no_more(tmp_path: Path) -> None:
    connue(tmp_path)
    absorbee(Cooperative.objects.get(), CooperativeFactory.create(), D(2024, 1, 1))
    with pytest.raises(CommandError, match=r"ligne 2, colonne siren.*absorbée"):
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, ligne()))


def test_undated_columns_change_what_is_shown_and_filtered(tmp_path: Path) -> None:
    importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A))
    importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A.replace("accession|brs", "syndic")))
    assert Cooperative.objects.get().metiers == ["syndic"]
    assert suite() == []
    call_command("reconstruire_projection", "--verifier", stdout=StringIO())


def test_a_new_coop_takes_no_address_that_leads_elsewhere(tmp_path: Path) -> None:
    AncienneAdresse.objects.create(slug="maison-d-hier", cooperative=CooperativeFactory.create())
    noms = ("Baromètre", "Maison d hier", "Maison d'hier")
    lignes = [ligne(siren=siren_fictif(90_010 + n), nom=nom, code_departement=f"3{n}") for n, nom in enumerate(noms)]
    importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, *lignes))
    slugs = list(Cooperative.objects.filter(siren__gte=siren_fictif(90_010)).values_list("slug", flat=True))
    assert len(set(slugs)) == len(noms)
    assert AncienneAdresse.objects.filter(slug="maison-d-hier").exists()
    for slug in slugs:
        valider_adresse(slug)


def test_a_file_beyond_every_bound_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fichier, "LIGNES_AU_PLUS", 2)
    lignes = [ligne(siren=siren_fictif(90_010 + n), nom=f"Coop {n}") for n in range(3)]
    with pytest.raises(CommandError, match="ligne 4 : plus de 2 lignes"):
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, *lignes))
    monkeypatch.setattr(fichier, "OCTETS_AU_PLUS", 100)
    with pytest.raises(CommandError, match="ligne 1 : le fichier dépasse"):
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, *lignes))


def test_thousands_of_faults_are_said_by_the_first_and_their_number(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refus:
        importer("cooperatives", ecrire(tmp_path, ENTETE_ENTIER, *[ligne(commune="")] * 1000))
    assert "et 1799 autres fautes" in str(refus.value)
    assert len(str(refus.value)) < 20_000


class Ecran(StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal


def test_a_terminal_sees_how_far_an_import_is_and_a_file_nothing(tmp_path: Path) -> None:
    fichier = ecrire(tmp_path, ENTETE, LIGNE_A, LIGNE_B)
    ecran, tuyau = Ecran(terminal=True), Ecran(terminal=False)
    importer_cooperatives(fichier, simulation=True, suivi=Avancement(tuyau))
    assert tuyau.getvalue() == ""
    importer_cooperatives(fichier, suivi=Avancement(ecran, rythme=0))
    for etape in ("Lecture", "Jugement", "Faits", "Journal", "Registre"):
        assert etape in ecran.getvalue()
    assert ecran.getvalue().endswith("\r\x1b[K")
