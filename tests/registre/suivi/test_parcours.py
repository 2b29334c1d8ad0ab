"""The course of the label on the home of the space: one line, today on it, past cycles under it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registre import operations
from registre.models import Cooperative
from tests.registre.dossier.monde import coop_a, referente
from tests.registre.factories import admissible, deposee, labellisee, renouvelee
from tests.registre.lecture import lire, mots
from tests.registre.suivi.monde import il_y_a

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]
ACCUEIL = "/espace/coop-a/"


@pytest.fixture
def coop() -> Cooperative:
    return coop_a()


@pytest.fixture
def elle(coop: Cooperative) -> Client:
    """The browser of a référente of the coop."""
    return referente(coop)


def lignes(client: Client) -> list[list[str]]:
    """The steps of each line shown, in order."""
    parcours = lire(client, ACCUEIL).main.find(attrs={"aria-labelledby": "parcours"})
    return [[mots(etape) for etape in ligne.select("li")] for ligne in parcours.select("ol")]


def debuts(ligne: list[str]) -> list[str]:
    """What each step of a line is, its day left out."""
    return [etape.partition(",")[0] for etape in ligne]


def test_a_filed_candidature_has_everything_before_it(elle: Client, coop: Cooperative) -> None:
    deposee(il_y_a(1), coop)

    [ligne] = lignes(elle)
    assert debuts(ligne) == [
        "Dossier déposé",
        "Aujourd’hui",
        "Dossier complet",
        "Candidature admissible",
        "Point d’étape à 6 mois",
        "Point d’étape à 12 mois",
        "Visite",
        "Label",
        "Point à mi-parcours",
        "Demande de renouvellement",
        "Fin du label",
    ]


def test_a_late_point_stands_before_today_and_says_so(elle: Client, coop: Cooperative) -> None:
    admissible(il_y_a(7), coop)
    [ligne] = lignes(elle)
    rang = debuts(ligne).index("Aujourd’hui")
    assert ligne[rang - 1].startswith("Point d’étape à 6 mois, au plus tard le")
    assert "(date passée)" in ligne[rang - 1]
    assert ligne[rang + 1].startswith("Point d’étape à 12 mois, au plus tard le")


def test_a_labelled_coop_whose_renewal_is_filed_sees_its_mid_term_point(elle: Client, coop: Cooperative) -> None:
    """The period's own candidature is the renewal's, or none: the label's was looked for there."""
    label = labellisee(il_y_a(10), coop)
    page = lire(elle, ACCUEIL).main
    assert "Point à mi-parcours" in mots(page.find(attrs={"aria-labelledby": "label"}))
    [ligne] = lignes(elle)
    assert debuts(ligne)[-4:] == [
        "Aujourd’hui",
        "Point à mi-parcours",
        "Demande de renouvellement",
        "Dernier jour du label",
    ]
    assert label.numero in mots(page)


def test_a_refused_candidature_ends_there(elle: Client, coop: Cooperative) -> None:
    refusee = admissible(il_y_a(3), coop)
    operations.refuser(refusee.pk, par=None, le=il_y_a(2), motif="Non.")
    [ligne] = lignes(elle)
    assert debuts(ligne)[-1] == "Candidature refusée"
    assert "Aujourd’hui" not in debuts(ligne)


def test_past_cycles_are_under_it_and_cost_no_more_questions(elle: Client, coop: Cooperative) -> None:
    label = labellisee(il_y_a(70), coop)
    un = questions(elle)
    label = renouvelee(label, il_y_a(35))
    assert "Aujourd’hui" in debuts(lignes(elle)[0])
    assert "Aujourd’hui" not in debuts(lignes(elle)[1])
    renouvelee(label, il_y_a(1))
    assert questions(elle) == un
    assert un <= 25


def questions(client: Client) -> int:
    """How many questions the home asks of the database, its session warm."""
    client.get(ACCUEIL)
    with CaptureQueriesContext(connection) as faites:
        client.get(ACCUEIL)
    return len(faites)
