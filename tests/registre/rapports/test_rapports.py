"""The reports as an editor reads them: what they count, filter and export, to whom, and at what cost."""

import csv
import datetime
import io
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from registre import operations
from registre.administration.rapports.menu import RAPPORTS
from registre.models import Indicateur, Label, Releve
from tests.registre.factories import CooperativeFactory, admissible, deposee, edition, labellisee, renouvelee
from tests.registre.test_administration import connecte

D = datetime.date
LE_JOUR = datetime.datetime(2026, 2, 10, 11, tzinfo=datetime.UTC)
TOUS = [rapport.index_url_name for rapport in RAPPORTS]
pytestmark = [pytest.mark.django_db, pytest.mark.lent]


@pytest.fixture(autouse=True)
def groupes() -> None:
    """The groups of editors, with their rights."""
    call_command("synchroniser_groupes", verbosity=0)


@pytest.fixture
def navigateur() -> Client:
    """A browser where an editor is logged in."""
    return connecte("edition")


def page(navigateur: Client, nom: str, **filtres: str) -> BeautifulSoup:
    """A report, with plain spaces."""
    with time_machine.travel(LE_JOUR, tick=False):
        texte = navigateur.get(reverse(nom), filtres).content.decode()
    return BeautifulSoup(texte.replace("\u00a0", " ").replace("\u202f", " "), "lxml")


def rangees(navigateur: Client, nom: str, **filtres: str) -> list[dict[str, str]]:
    """The rows of a report, by heading."""
    table = page(navigateur, nom, **filtres).select_one("table.listing")
    if table is None:
        return []
    entetes = [" ".join(entete.get_text().split()) for entete in table.select("thead th")]
    lignes = [[" ".join(c.get_text().split()) for c in ligne.select("td")] for ligne in table.select("tbody tr")]
    return [dict(zip(entetes, ligne, strict=True)) for ligne in lignes]


def fichier(navigateur: Client, nom: str, **filtres: str) -> list[dict[str, str]]:
    """The rows of its CSV."""
    with time_machine.travel(LE_JOUR, tick=False):
        reponse: Any = navigateur.get(reverse(nom), filtres | {"export": "csv"})
        texte = b"".join(reponse.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(texte)))


def quelques_parcours() -> None:
    """In Occitanie, one granted and one filed; in Bretagne, one admissible, one refused."""
    labellisee(D(2025, 11, 3))
    deposee(D(2026, 1, 11))
    admissible(D(2025, 12, 1), CooperativeFactory.create(code_departement="35"))
    refusee = deposee(D(2025, 10, 1), CooperativeFactory.create(code_departement="29"))
    operations.declarer_complete(refusee.pk, par=None, le=D(2025, 10, 11))
    operations.refuser(refusee.pk, par=None, le=D(2025, 10, 21), motif="Trop peu d’engagements.")


def test_the_funnel_counts_each_stage_in_each_region(navigateur: Client) -> None:
    quelques_parcours()

    ensemble, bretagne, occitanie = rangees(navigateur, "rapport_entonnoir")

    assert [ligne["Région"] for ligne in (ensemble, bretagne, occitanie)] == ["Ensemble", "Bretagne", "Occitanie"]
    assert [*ensemble.values()][1:] == ["4", "3", "2", "50 %", "1", "1", "1", "1", "0"]
    assert [*bretagne.values()][1:] == ["2", "2", "1", "50 %", "0", "0", "1", "1", "0"]
    assert [*occitanie.values()][1:] == ["2", "1", "1", "50 %", "1", "1", "0", "0", "0"]


def test_a_renewal_is_told_from_a_first_filing(navigateur: Client) -> None:
    renouvelee(labellisee(D(2022, 11, 3)), D(2025, 11, 3))

    def deposees(**filtres: str) -> str:
        return rangees(navigateur, "rapport_entonnoir", **filtres)[0]["Déposées"]

    assert deposees() == "2"
    assert deposees(sorte="premieres") == deposees(sorte="renouvellements") == "1"


def test_a_report_is_narrowed_to_a_region_an_edition_and_days_of_filing(navigateur: Client) -> None:
    quelques_parcours()

    def regions(**filtres: str) -> list[str]:
        return [ligne["Région"] for ligne in rangees(navigateur, "rapport_entonnoir", **filtres)]

    assert regions(region="53") == ["Ensemble", "Bretagne"]
    assert regions(deposee_le_from="2026-01-11") == ["Ensemble", "Occitanie"]
    assert regions(referentiel=str(edition().pk)) == ["Ensemble", "Bretagne", "Occitanie"]
    assert regions(region="84") == []
    assert "Aucune candidature ne répond à ces filtres." in page(navigateur, "rapport_entonnoir", region="84").text


def test_time_at_each_stage_is_a_median_in_days_and_says_who_waits(navigateur: Client) -> None:
    quelques_parcours()

    lignes = {ligne["Étape"]: [*ligne.values()][1:] for ligne in rangees(navigateur, "rapport_delais")}

    assert lignes["Du dépôt au refus"] == ["1", "20", "20", "0", "–", "–"]
    assert lignes["Du dépôt à l’admissibilité"] == ["2", "30", "30", "1", "30", "30"]
    assert lignes["De l’admissibilité au label"] == ["1", "549", "549", "1", "71", "71"]


def releve(label: Label, valeur: str, preuve: str, le: datetime.date) -> Indicateur:
    """The label's first indicator, read on this day."""
    indicateur = Indicateur.objects.filter(engagement_pris__candidature=label.candidature).order_by("pk")[0]
    Releve.objects.create(indicateur=indicateur, valeur=valeur, preuve=preuve, releve_le=le)
    return indicateur


def test_an_indicator_shows_its_latest_value_and_how_sure_it_is(navigateur: Client) -> None:
    label = labellisee(D(2025, 11, 3))
    releve(label, "12.50", "mesuree", D(2025, 6, 1))
    releve(label, "14.00", "constatee", D(2025, 9, 1))

    lu, *autres = rangees(navigateur, "rapport_indicateurs")

    assert (lu["Engagement"], lu["Nature"], lu["Départ"]) == ("1. Engagement 1", "métier", "–")
    assert (lu["Dernière valeur"], lu["Relevée le"], lu["Preuve"]) == ("14", "01/09/2025", "constatée en visite")
    assert {ligne["Preuve"] for ligne in autres} == {"aucun relevé"}
    [seul] = rangees(navigateur, "rapport_indicateurs", preuve="constatee")
    assert seul == lu
    assert len(rangees(navigateur, "rapport_indicateurs", preuve="sans")) == len(autres) == 7


def test_evidence_is_counted_by_engagement_and_kind(navigateur: Client) -> None:
    releve(labellisee(D(2025, 11, 3)), "12.50", "mesuree", D(2025, 6, 1))
    labellisee(D(2025, 11, 4), CooperativeFactory.create())

    premier, *_autres = rangees(navigateur, "rapport_preuves")

    assert [*premier.values()] == ["2021", "1. Engagement 1", "métier", "2", "1", "0", "0", "1"]


def test_the_forecast_says_what_it_observed_and_what_it_assumes(navigateur: Client) -> None:
    edition(objectif_adhesion_pourcent=60)
    quelques_parcours()

    lue = page(navigateur, "rapport_prevision")
    ensemble, *_regions = rangees(navigateur, "rapport_prevision")

    texte = " ".join(lue.text.split())
    assert "Observé du 01/01/2025 au 31/12/2025" in texte
    assert "premiers dépôts : 2 ; candidatures admises : 1 ; refusées ou abandonnées : 1." in texte
    assert "Délai médian du dépôt à l’admissibilité, en jours : 30." in texte
    assert "Supposé : chaque région continue de déposer" in texte
    assert "L’objectif, 60 %" in texte
    assert (ensemble["Région"], ensemble["Membres"], ensemble["Engagées ou labellisées"]) == ("Ensemble", "4", "2")
    assert ensemble["Aujourd’hui (%)"] == "50,0 %"
    assert ensemble["T1 2026 (%)"] == "62,5 %"  # of the one who waits, one in two is admitted
    assert ensemble["60 % atteints"] == "fin T1 2026"


def test_without_a_decision_nothing_is_forecast(navigateur: Client) -> None:
    edition()
    CooperativeFactory.create()

    [ensemble, _region] = rangees(navigateur, "rapport_prevision")

    assert "la prévision n’est pas faite" in page(navigateur, "rapport_prevision").text
    assert (ensemble["T1 2026 (%)"], ensemble["80 % atteints"]) == ("–", "non prévu")


def test_without_an_edition_there_is_no_goal(navigateur: Client) -> None:
    assert "Aucune édition du référentiel n’est en vigueur" in page(navigateur, "rapport_prevision").text


@pytest.mark.parametrize("nom", TOUS)
def test_each_is_taken_away_with_french_headings(navigateur: Client, nom: str) -> None:
    quelques_parcours()
    lignes = fichier(navigateur, nom)

    assert lignes
    assert not {entete for entete in lignes[0] if entete[:1].islower() or "_" in entete}
    with time_machine.travel(LE_JOUR, tick=False):
        reponse: Any = navigateur.get(reverse(nom), {"export": "xlsx"})
        classeur = load_workbook(io.BytesIO(b"".join(reponse.streaming_content)))
    assert classeur.active
    assert [cellule.value for cellule in classeur.active[1]] == [*lignes[0]]
    assert classeur.active.max_row == len(lignes) + 1


@pytest.mark.parametrize("nom", TOUS)
@pytest.mark.parametrize("export", [{}, {"export": "csv"}])
@pytest.mark.rendu
def test_two_coops_or_forty_cost_the_same(navigateur: Client, nom: str, export: dict[str, str]) -> None:
    def requetes() -> int:
        with CaptureQueriesContext(connection) as lues, time_machine.travel(LE_JOUR, tick=False):
            reponse: Any = navigateur.get(reverse(nom), export)
            b"".join(reponse.streaming_content) if export else reponse.content
        return len(lues)

    for rang in range(2):
        labellisee(D(2025, 11, 3), CooperativeFactory.create(code_departement=("34", "35")[rang]))
    requetes()
    deux = requetes()
    for rang in range(38):
        labellisee(D(2025, 11, 3), CooperativeFactory.create(code_departement=f"{rang + 21:02d}"))

    assert requetes() == deux


@pytest.mark.parametrize("nom", TOUS)
def test_only_who_reads_candidatures_reads_the_reports(nom: str) -> None:
    def repond(role: str) -> int:
        return connecte(role).get(reverse(nom)).status_code

    assert [repond(role) for role in ("edition", "publication", "administration")] == [200] * 3
    assert Client().get(reverse(nom)).status_code == 302
    assert connecte("is_staff").get(reverse(nom)).status_code == 403


def test_they_stand_in_the_menu_of_reports(navigateur: Client) -> None:
    accueil = navigateur.get("/admin/").content.decode()
    assert [nom for nom in TOUS if reverse(nom) not in accueil] == []


def test_a_filter_that_means_nothing_says_so_on_the_field(navigateur: Client) -> None:
    quelques_parcours()
    lue = page(navigateur, "rapport_entonnoir", deposee_le_from="hier")
    assert "Saisissez une date valide" in lue.text
