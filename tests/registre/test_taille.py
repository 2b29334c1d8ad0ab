"""The register's page keeps its size whatever it shows: every size of page, every view, few filters or all of them."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from raison_detre.models import Referentiel
from registre.demonstration.chargement import charger
from registre.public.liste.filtres import STATUTS, TAILLES, VUES
from registre.territoires import DEPARTEMENTS
from tests.raison_detre.conftest import A_MIDI, charger_referentiel
from tests.registre.conftest import LE_JOUR
from tests.rigueur.ecoindex import elements
from tests.rigueur.html import StrictClient

pytestmark = [pytest.mark.lent, pytest.mark.rendu]

# An EcoIndex of 80, with 6 requests and 86 kilobytes (decision 0029): the foot of every page leads to the check of a
# badge and to the public log.
MOST_ELEMENTS = 393
MOST_BYTES, MOST_QUERIES = 150_000, 12
MORE_AS_KNOWN = 4  # the first day of the register, what is known now, who left since, the journals of what differs
NOMBRE = 400
TOUS_LES_STATUTS = "&".join(f"statut={statut}" for statut in STATUTS)
QUESTIONS = {
    "nothing asked": "",
    "every status known": TOUS_LES_STATUTS,
    "many filters": f"{TOUS_LES_STATUTS}&q=coop&axe=1&engagement=1&engagement=2&engagement=5&au=2026-01-31",
    "a place": "region=84&statut=labellisee&engagement=1",
}
AS_KNOWN = {"every status, as known": f"{TOUS_LES_STATUTS}&au=2026-01-31&connu_le=2026-02-01"}


@pytest.fixture(scope="module")
def quatre_cents(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[datetime.date]:
    """Four hundred coops, in every department, loaded once for tests that only read."""
    with django_db_blocker.unblock(), time_machine.travel(A_MIDI, tick=False), transaction.atomic():
        charger_referentiel()
        for commande in ("charger_contenu", "preparer_registre"):
            call_command(commande, stdout=StringIO())
        referentiel = Referentiel.objects.sources().get()
        assert charger(NOMBRE, graine=1, au=LE_JOUR, referentiel=referentiel) == NOMBRE
        yield LE_JOUR
        transaction.set_rollback(True)


@pytest.mark.parametrize("par_page", TAILLES)
@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("question", (QUESTIONS | AS_KNOWN).values(), ids=QUESTIONS | AS_KNOWN)
def test_no_page_of_the_register_is_large(
    client: StrictClient, quatre_cents: datetime.date, vue: str, par_page: int, question: str
) -> None:
    client.get("/registre/")
    with CaptureQueriesContext(connection) as requetes:
        reponse = client.get(f"/registre/?vue={vue}&par_page={par_page}&{question}")
    page = BeautifulSoup(reponse.content, "lxml")

    assert elements(page) <= MOST_ELEMENTS
    assert len(reponse.content) <= MOST_BYTES
    assert len(requetes) <= MOST_QUERIES + (MORE_AS_KNOWN if "connu_le" in question else 0)

    lignes = page.select(".coop, .table--registre tbody tr")
    assert bool(page.select(".carte svg a")) if vue == "carte" else 0 < len(lignes) <= par_page


def test_a_map_of_every_department_stays_light(client: StrictClient, quatre_cents: datetime.date) -> None:
    page = BeautifulSoup(client.get("/registre/?vue=carte&statut=toutes").content, "lxml")
    assert len(page.select(".carte svg a")) == len(DEPARTEMENTS)
    assert elements(page) <= MOST_ELEMENTS
