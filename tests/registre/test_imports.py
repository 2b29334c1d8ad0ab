"""Imports: whole or not at all, every fault by line and column, and a second run that changes nothing."""

import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registre.etats import Statut
from registre.models import Cooperative, Evenement, Label, PeriodeDeStatut
from tests.registre.factories import CooperativeFactory, edition, labellisee, siren_fictif

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]

ENTETE = "siren;nom;forme_juridique;commune;code_departement;metiers;membre_depuis"
A, B = siren_fictif(90_001), siren_fictif(90_002)  # out of the factory's way
LIGNE_A = f"{A};Coopérative d'Essai;SCP;Béziers;34;accession|brs;2001-05-01"
LIGNE_B = f"{B};L'Œuvre d'essai;SCIC;Ajaccio;2A;;"
ENTETE_LABELS = (
    "numero_label,siren,edition_referentiel,engagements,deposee_le,admissible_le,octroye_le,valide_du,"
    "valide_jusqu_au,suspendu_le,suspension_levee_le,motif_suspension,retire_le,motif_retrait"
)
CHOIX = "1|2|3|5|6|8|9|10"
PREMIER = (
    f"QC-2020-0007,{A},2021,{CHOIX},2018-06-01,2018-09-01,2020-03-01,2020-03-01,2023-02-28,"
    "2021-01-01,2021-02-01,Retard.,,"
)
SECOND = f"QC-2022-0003,{A},2021,{CHOIX},2022-06-01,2022-07-01,2022-12-01,2023-03-01,2026-02-28,,,,2024-01-01,Abandon."


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
    assert "2 ajout(s)" in importer("cooperatives", ecrire(tmp_path, *lignes, encodage=encodage))
    cooperative = Cooperative.objects.get(siren=A)
    assert (cooperative.nom, cooperative.metiers) == ("Coopérative d'Essai", ["accession", "brs"])
    assert Cooperative.objects.get(siren=B).code_departement == "2A"
    assert not cooperative.demonstration


def test_importing_again_changes_nothing_and_a_changed_cell_changes_its_coop(tmp_path: Path) -> None:
    importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A, LIGNE_B))
    assert "0 ajout(s), 0 modification(s), 2 inchangé(s)" in importer(
        "cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A, LIGNE_B)
    )
    dit = importer("cooperatives", ecrire(tmp_path, ENTETE, LIGNE_A.replace("Béziers", "Sète"), LIGNE_B))
    assert "1 modification(s), 1 inchangé(s)" in dit
    assert Cooperative.objects.get(siren=A).commune == "Sète"


def test_a_simulation_says_the_same_and_writes_nothing(tmp_path: Path) -> None:
    fichier = ecrire(tmp_path, ENTETE, LIGNE_A)
    assert "1 ajout(s)" in importer("cooperatives", fichier, simulation=True)
    assert not Cooperative.objects.exists()


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
        ([LIGNE_A.replace("2001-05-01", "01/05/2001")], ["ligne 2, colonne membre_depuis", "AAAA-MM-JJ"]),
        ([LIGNE_A.replace("accession|brs", "plomberie")], ["ligne 2, colonne metiers"]),
        ([LIGNE_A.replace("Béziers", "")], ["ligne 2, colonne commune", "vide"]),
        ([LIGNE_A + ";de trop"], ["ligne 2", "8 cellules pour 7 colonnes"]),
        ([], ["aucune ligne"]),
    ],
)  # fmt: skip
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


def test_history_is_written_through_the_operations_and_reads_right_on_every_day(tmp_path: Path) -> None:
    edition()
    cooperative = CooperativeFactory.create(siren=A)
    assert "2 ajout(s)" in importer("labels", ecrire(tmp_path, ENTETE_LABELS, SECOND, PREMIER))
    attendus = {
        D(2018, 8, 31): "", D(2018, 9, 1): Statut.ENGAGEE, D(2020, 3, 1): Statut.LABELLISEE,
        D(2021, 1, 1): Statut.SUSPENDUE, D(2021, 2, 1): Statut.LABELLISEE, D(2023, 2, 28): Statut.LABELLISEE,
        D(2023, 3, 1): Statut.LABELLISEE, D(2023, 12, 31): Statut.LABELLISEE, D(2024, 1, 1): Statut.RETIREE,
    }  # fmt: skip
    for jour, statut in attendus.items():
        assert PeriodeDeStatut.objects.get(cooperative=cooperative, du__lte=jour, jusqu_au__gte=jour).statut == statut
    assert Evenement.objects.filter(cooperative=cooperative).count() == 4 + 2 + 4 + 1
    assert labellisee(D(2022, 12, 15)).numero == "QC-2022-0004"


def test_importing_history_again_changes_nothing_and_a_different_date_is_refused(tmp_path: Path) -> None:
    edition()
    CooperativeFactory.create(siren=A)
    fichier = ecrire(tmp_path, ENTETE_LABELS, PREMIER, SECOND)
    importer("labels", fichier)
    nombre = Evenement.objects.count()
    assert "0 ajout(s), 0 modification(s), 2 inchangé(s)" in importer("labels", fichier)
    with pytest.raises(CommandError, match="ligne 2, colonne valide_jusqu_au"):
        importer("labels", ecrire(tmp_path, ENTETE_LABELS, PREMIER.replace("2023-02-28", "2023-03-31"), SECOND))
    assert Evenement.objects.count() == nombre


@pytest.mark.parametrize(
    ("avant", "apres", "reproche"),
    [
        (A, B, "importez-la d'abord"),
        (",2021,1", ",2019,1", "édition n'est pas chargée"),
        (CHOIX, "1|2|3", "il en faut au moins 8"),
        ("QC-2020", "QC-2019", "année de l'octroi"),
        ("2018-09-01", "2018-05-01", "précède la décision précédente"),
        ("2020-03-01,2020-03-01", "2020-03-01,2020-05-01", "lendemain du label précédent"),
        (",Retard.,", ",,", "motif"),
        ("2021-01-01", "2025-01-01", "a pris fin"),
    ],
)
def test_a_label_that_could_not_have_been_is_refused_by_its_line(
    tmp_path: Path, avant: str, apres: str, reproche: str
) -> None:
    edition()
    CooperativeFactory.create(siren=A)
    with pytest.raises(CommandError, match=f"ligne 2.*{reproche}"):
        importer("labels", ecrire(tmp_path, ENTETE_LABELS, PREMIER.replace(avant, apres)))
    assert not Label.objects.exists()
    assert not Evenement.objects.exists()


def test_overlapping_labels_are_refused(tmp_path: Path) -> None:
    edition()
    CooperativeFactory.create(siren=A)
    chevauche = SECOND.replace("2022-12-01,2023-03-01", "2022-12-01,2022-12-01")
    with pytest.raises(CommandError, match="ligne 3"):
        importer("labels", ecrire(tmp_path, ENTETE_LABELS, PREMIER, chevauche))
    assert not Label.objects.exists()
