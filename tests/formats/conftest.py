"""A site with something to tell in every feed and calendar, on 15 June 2026."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from registre.models import SeanceComite
from socle.langues.traduction import traduire
from tests.bonnes_pratiques.actualites.conftest import charger_pages, pages_posees  # noqa: F401 - a fixture here
from tests.bonnes_pratiques.actualites.factories import actualite, rendez_vous
from tests.bonnes_pratiques.factories import fiche
from tests.raison_detre.conftest import A_MIDI, le_site_a_midi
from tests.registre.factories import CooperativeFactory, absorbee, labellisee, suspendue
from tests.rigueur.base import Sites

D = datetime.date


def tout_raconter() -> None:
    """Load a fact of each kind: with signs to escape, long lines, times, a second language."""
    charger_pages()
    call_command("preparer_bibliotheque", stdout=StringIO())
    suspendue(labellisee(D(2025, 3, 1)), D(2026, 5, 4))
    absorbee(CooperativeFactory.create(), CooperativeFactory.create(), D(2026, 1, 1))
    actualite("Un <b>bilan</b> & l’été", introduction="L’an passé & <la suite>.", etiquettes=("Bilan",))
    traduire(actualite("Une autre", etiquettes=("Bilan",)), "en", {"title": "Another one"})
    fiche("One practice", langue="en", traduction_de=fiche("Une pratique"))
    SeanceComite.objects.create(le=D(2026, 6, 20), lieu="Paris", date_limite_depot=D(2026, 6, 1))
    traduire(rendez_vous("Atelier " * 20, lien="https://example.org/visio"), "en", {"title": "Workshop"})
    rendez_vous("Veillée", debute_a=datetime.time(20), finit_a=datetime.time(22), lieu="Rennes ; salle 2")


@pytest.fixture(scope="class")
def tout_raconte(sites: Sites, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The site that tells something everywhere, loaded once; it is 15 June 2026."""
    midi = time_machine.travel(A_MIDI, tick=False)
    with django_db_blocker.unblock(), midi, sites.visit("flux", tout_raconter, le_site_a_midi):
        yield
