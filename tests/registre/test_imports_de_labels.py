"""Importing labels, history included: each fault names its line and column, and the site's own numbers go on."""

import re
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registre.etats import Statut
from registre.models import CompteurDeLabels, Cooperative, Evenement, Label, PeriodeDeStatut
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, absorbee, edition, labellisee, siren_fictif
from tests.registre.test_imports import A, B, D, ecrire, importer

pytestmark = [pytest.mark.django_db, pytest.mark.lent]

COLONNES = (
    "numero_label",
    "siren",
    "edition_referentiel",
    "engagements",
    "deposee_le",
    "admissible_le",
    "octroye_le",
    "valide_du",
    "valide_jusqu_au",
    "suspendu_le",
    "suspension_levee_le",
    "motif_suspension",
    "retire_le",
    "motif_retrait",
)
CHOIX = "1|2|3|5|6|8|9|10"


def label(**change: str) -> str:
    """A line: a first label of coop A, suspended in January 2021, these cells changed."""
    cellules = dict.fromkeys(COLONNES, "") | {
        "numero_label": "QC-2020-0007",
        "siren": A,
        "edition_referentiel": "2021",
        "engagements": CHOIX,
        "deposee_le": "2018-06-01",
        "admissible_le": "2018-09-01",
        "octroye_le": "2020-03-01",
        "valide_du": "2020-03-01",
        "valide_jusqu_au": "2023-02-28",
        "suspendu_le": "2021-01-01",
        "suspension_levee_le": "2021-02-01",
        "motif_suspension": "Retard.",
    }

    return ",".join((cellules | change).values())


def renouvellement(**change: str) -> str:
    """A line: the renewal of that label, granted before it ended, withdrawn in 2024."""
    cellules = {
        "numero_label": "QC-2022-0003",
        "deposee_le": "2022-06-01",
        "admissible_le": "2022-07-01",
        "octroye_le": "2022-12-01",
        "valide_du": "2023-03-01",
        "valide_jusqu_au": "2026-02-28",
        "suspendu_le": "",
        "suspension_levee_le": "",
        "motif_suspension": "",
        "retire_le": "2024-01-01",
        "motif_retrait": "Abandon.",
    }

    return label(**(cellules | change))


@pytest.fixture
def cooperative() -> Cooperative:
    """The coop A, and the edition that its labels are of."""
    edition()
    return CooperativeFactory.create(siren=A)


def reprendre(dossier: Path, *lignes: str, **options: bool) -> str:
    """Import these lines and return what the command says."""
    return importer("labels", ecrire(dossier, ",".join(COLONNES), *lignes), **options)


def refus(dossier: Path, *lignes: str) -> str:
    """Import these lines, which must be refused and write nothing; return what is said."""
    avant = list(Evenement.objects.order_by("pk").values_list("pk", flat=True)), Label.tous.count()
    with pytest.raises(CommandError) as dit:
        reprendre(dossier, *lignes)
    assert (list(Evenement.objects.order_by("pk").values_list("pk", flat=True)), Label.tous.count()) == avant
    return str(dit.value).replace("\u00a0", " ")


def test_history_is_written_through_the_operations_and_reads_right_on_every_day(
    tmp_path: Path, cooperative: Cooperative
) -> None:
    assert "2 ajouts" in reprendre(tmp_path, renouvellement(), label())  # in whatever order

    attendus = {
        D(2018, 8, 31): "",
        D(2018, 9, 1): Statut.ENGAGEE,
        D(2020, 3, 1): Statut.LABELLISEE,
        D(2021, 1, 1): Statut.SUSPENDUE,
        D(2021, 2, 1): Statut.LABELLISEE,
        D(2023, 2, 28): Statut.LABELLISEE,
        D(2023, 3, 1): Statut.LABELLISEE,
        D(2023, 12, 31): Statut.LABELLISEE,
        D(2024, 1, 1): Statut.RETIREE,
    }

    for jour, statut in attendus.items():
        assert PeriodeDeStatut.objects.get(cooperative=cooperative, du__lte=jour, jusqu_au__gte=jour).statut == statut

    assert Evenement.objects.filter(cooperative=cooperative).count() == 1 + 4 + 2 + 4 + 1


def test_a_simulation_says_the_same_and_writes_nothing(tmp_path: Path, cooperative: Cooperative) -> None:
    assert "1 ajout" in reprendre(tmp_path, label(), simulation=True)
    assert not Label.tous.exists()
    assert [e.operation for e in Evenement.objects.all()] == ["inscrire"]


def test_importing_history_again_changes_nothing_and_another_value_is_refused(
    tmp_path: Path, cooperative: Cooperative
) -> None:
    reprendre(tmp_path, label(), renouvellement())
    nombre = Evenement.objects.count()

    assert "0 ajout, 0 modification, 2 inchangés" in reprendre(tmp_path, label(), renouvellement())
    assert Evenement.objects.count() == nombre

    for colonne, valeur in {
        "valide_jusqu_au": "2023-03-31",
        "engagements": f"{CHOIX}|11",
        "suspendu_le": "2021-01-02",
        "motif_suspension": "Autre motif.",
    }.items():
        dit = refus(tmp_path, label(**{colonne: valeur}), renouvellement())
        assert f"ligne 2, colonne {colonne} : le registre dit autre chose" in dit


# What a line says instead, the column it is refused by, what is said of it.
IMPOSSIBLES: tuple[tuple[dict[str, str], str, str], ...] = (
    ({"siren": B}, "siren", "importez-la d'abord"),
    ({"edition_referentiel": "2019"}, "edition_referentiel", "édition n'est pas chargée"),
    ({"engagements": "1|2|3"}, "engagements", "il en faut au moins 8"),
    ({"engagements": f"{CHOIX}|10"}, "engagements", "choisi plusieurs fois"),
    ({"engagements": f"{CHOIX}|13"}, "engagements", "n'existe pas dans cette édition"),
    ({"engagements": f"{CHOIX}|{'1' * 1900}"}, "engagements", "n'a pas la forme"),
    ({"engagements": "|".join(["1"] * 5000)}, "engagements", "2000 au plus"),
    ({"numero_label": "QC-2020-" + "1" * 4992}, "numero_label", "2000 au plus"),
    ({"numero_label": "QC-2020-1000000"}, "numero_label", "n'a pas la forme"),
    ({"numero_label": "QC-2020-00007"}, "numero_label", "n'a pas la forme"),
    ({"numero_label": "QC-2019-0007"}, "numero_label", "année de l'octroi"),
    ({"deposee_le": "2030-01-01"}, "deposee_le", "à venir"),
    ({"admissible_le": "2018-05-01"}, "admissible_le", "précède la décision précédente"),
    ({"octroye_le": "2018-08-01", "numero_label": "QC-2018-1000", "valide_du": "2018-08-01"}, "octroye_le", "précède"),
    ({"valide_du": "2020-05-01"}, "valide_du", "lendemain du label précédent"),
    ({"valide_du": "2020-02-29"}, "valide_du", "le 01/03/2020"),
    ({"valide_jusqu_au": "2020-02-29"}, "valide_jusqu_au", "après son début"),
    ({"valide_jusqu_au": "2023-02-29"}, "valide_jusqu_au", "calendrier"),
    ({"valide_jusqu_au": "9999-12-31"}, "valide_jusqu_au", "va de 1900 à 2199"),
    ({"suspendu_le": ""}, "suspension_levee_le", "donnez « suspendu_le »"),
    ({"suspendu_le": "", "suspension_levee_le": ""}, "motif_suspension", "donnez « suspendu_le »"),
    ({"motif_suspension": ""}, "motif_suspension", "motif"),
    ({"suspendu_le": "2025-01-01", "suspension_levee_le": ""}, "suspendu_le", "a pris fin"),
    ({"suspendu_le": "2019-01-01"}, "suspendu_le", "début du label"),
    ({"suspension_levee_le": "2021-01-01"}, "suspension_levee_le", "lendemain de la suspension"),
    ({"retire_le": "2022-01-01"}, "motif_retrait", "motif"),
    ({"motif_retrait": "Abandon."}, "motif_retrait", "donnez « retire_le »"),
    ({"retire_le": "2020-12-01", "motif_retrait": "Abandon."}, "retire_le", "dernière suspension"),
    ({"retire_le": "2023-03-01", "motif_retrait": "Abandon."}, "retire_le", "a pris fin"),
    ({"motif_suspension": "Re\0tard."}, "motif_suspension", "invisible"),
)


def test_a_label_that_could_not_have_been_names_its_line_and_column(tmp_path: Path, cooperative: Cooperative) -> None:
    for change, colonne, reproche in IMPOSSIBLES:
        dit = refus(tmp_path, label(**change))
        assert f"ligne 2, colonne {colonne} : " in dit, change
        assert reproche in dit, change
        assert len(dit) < 1000, change


def test_a_late_renewal_begins_on_the_day_it_is_granted(tmp_path: Path, cooperative: Cooperative) -> None:
    tardif = {"octroye_le": "2023-06-01", "numero_label": "QC-2023-0001", "valide_du": "2023-03-01"}
    dit = refus(tmp_path, label(), renouvellement(**tardif))
    assert "ligne 3, colonne valide_du" in dit
    assert "le 01/06/2023" in dit
    reprendre(tmp_path, label(), renouvellement(**tardif | {"valide_du": "2023-06-01"}))


def test_overlapping_labels_are_refused(tmp_path: Path, cooperative: Cooperative) -> None:
    assert "ligne 3, colonne valide_du" in refus(tmp_path, label(), renouvellement(valide_du="2022-12-01"))


def test_a_label_older_than_one_already_there_is_refused(tmp_path: Path, cooperative: Cooperative) -> None:
    reprendre(tmp_path, renouvellement(suspendu_le="", valide_du="2022-12-01", retire_le="", motif_retrait=""))
    assert "ligne 2, colonne octroye_le : Le label QC-2022-0003, octroyé plus tard" in refus(tmp_path, label())


def test_after_a_refused_line_those_of_its_coop_wait_for_it_and_the_others_are_judged(
    tmp_path: Path, cooperative: Cooperative
) -> None:
    CooperativeFactory.create(siren=B)
    autre = label(siren=B, numero_label="QC-2020-0009", retire_le="2022-01-01")
    dit = refus(tmp_path, label(motif_suspension=""), renouvellement(), autre)
    assert "ligne 2, colonne motif_suspension" in dit
    assert "ligne 3, colonne siren : cette ligne n'est pas jugée : la ligne 2" in dit
    assert "ligne 4, colonne motif_retrait" in dit


def test_a_cell_that_cannot_be_read_hides_no_other_fault(tmp_path: Path, cooperative: Cooperative) -> None:
    inconnue = label(siren=B, numero_label="QC-2020-0009", edition_referentiel="1999", octroye_le="hier")
    dit = refus(tmp_path, inconnue, label(octroye_le="demain"), renouvellement(siren="123456789"), renouvellement())
    assert re.findall(r"ligne (\d), colonne (\w+)", dit) == [
        *(("2", "octroye_le"), ("2", "siren"), ("2", "edition_referentiel")),
        *(("3", "octroye_le"), ("4", "siren"), ("5", "numero_label")),
    ]
    assert "la ligne 2, de la même coopérative, est refusée" in refus(tmp_path, label(octroye_le="x"), renouvellement())


def test_a_number_already_given_says_whose_it_is_or_which_line_has_it(tmp_path: Path, cooperative: Cooperative) -> None:
    autre = labellisee(D(2020, 4, 1))
    annule = labellisee(D(2020, 5, 1))
    octroi = Evenement.objects.get(label=annule, operation="accorder_label")
    decisions.annuler(octroi.pk, motif="Saisi deux fois.")

    dit = refus(tmp_path, label(numero_label=autre.numero))
    assert "ligne 2, colonne numero_label" in dit
    assert f"{autre.cooperative} ({autre.cooperative.siren})" in dit
    dit = refus(tmp_path, label(numero_label=annule.numero))
    assert "ligne 2, colonne numero_label" in dit
    assert "jamais redonné" in dit
    dit = refus(tmp_path, label(), renouvellement(numero_label="QC-2020-0007"))
    assert "ligne 3, colonne numero_label : ce numéro est déjà ligne 2" in dit


def test_a_suspension_still_open_goes_on_with_the_renewal_that_says_so(
    tmp_path: Path, cooperative: Cooperative
) -> None:
    ouverte = label(suspension_levee_le="")
    assert "ligne 3, colonne suspendu_le : Le label QC-2020-0007" in refus(tmp_path, ouverte, renouvellement())
    poursuivie = {"suspendu_le": "2023-03-01", "suspension_levee_le": "2023-05-01"}
    autre_motif = renouvellement(motif_suspension="Autre.", **poursuivie)
    assert "ligne 3, colonne motif_suspension" in refus(tmp_path, ouverte, autre_motif)

    reprendre(tmp_path, ouverte, renouvellement(**poursuivie))
    assert "2 inchangés" in reprendre(tmp_path, ouverte, renouvellement(**poursuivie))
    for jour, statut in {D(2023, 4, 30): Statut.SUSPENDUE, D(2023, 5, 1): Statut.LABELLISEE}.items():
        assert PeriodeDeStatut.objects.get(du__lte=jour, jusqu_au__gte=jour).statut == statut


def test_a_coop_that_changed_its_number_is_named_by_the_new_one(tmp_path: Path, cooperative: Cooperative) -> None:
    decisions.changer_siren(cooperative.pk, siren=B, le=D(2024, 1, 1))
    assert f"ligne 2, colonne siren : {A} fut le SIREN" in refus(tmp_path, label())
    assert "1 ajout" in reprendre(tmp_path, label(siren=B))


def test_nothing_is_taken_over_by_an_absorbed_coop(tmp_path: Path, cooperative: Cooperative) -> None:
    reprendre(tmp_path, label())
    absorbee(cooperative, CooperativeFactory.create(siren=B), D(2024, 1, 1))
    assert "1 inchangé" in reprendre(tmp_path, label())
    assert "ligne 3, colonne siren : cette coopérative a été absorbée" in refus(tmp_path, label(), renouvellement())


def test_the_site_s_own_numbers_go_on_over_those_taken_over(tmp_path: Path, cooperative: Cooperative) -> None:
    def suspendue_jamais(rang: int, jour: str, **change: str) -> str:
        coop = CooperativeFactory.create(siren=siren_fictif(90_100 + rang))
        vide = {"suspendu_le": "", "suspension_levee_le": "", "motif_suspension": ""}
        dates = {"octroye_le": jour, "valide_du": jour, "valide_jusqu_au": "2028-12-31"}
        return label(siren=coop.siren, **vide, **dates, **change)

    assert labellisee(D(2026, 1, 5)).numero == "QC-2026-0001"
    loin = suspendue_jamais(1, "2026-02-01", numero_label="QC-2026-0500")
    reprendre(tmp_path, loin, suspendue_jamais(2, "2026-02-01", numero_label="QC-2026-0002"))
    assert labellisee(D(2026, 3, 1)).numero == "QC-2026-0003"
    reprendre(tmp_path, suspendue_jamais(3, "2026-03-02", numero_label="QC-2026-0004"))
    assert labellisee(D(2026, 4, 1)).numero == "QC-2026-0005"
    assert CompteurDeLabels.objects.get(annee=2026).dernier == 5


def test_a_line_more_asks_no_query_more(tmp_path: Path) -> None:
    edition()

    requetes = []
    for depart, nombre in ((90_200, 1), (90_300, 2), (90_400, 6)):  # the first asks what stays known afterwards
        lignes = []
        for n in range(depart, depart + nombre):
            CooperativeFactory.create(siren=siren_fictif(n))
            lignes.append(label(siren=siren_fictif(n), numero_label=f"QC-2020-{n % 10000:04d}"))
        with CaptureQueriesContext(connection) as posees:
            reprendre(tmp_path, *lignes)
        requetes.append(len(posees))

    assert requetes[1] == requetes[2]
