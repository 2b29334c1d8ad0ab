"""The parts, started once for all the faults: each test leaves them as it found them."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.pannes.contenu import ajouter
from tests.pannes.grappe import Grappe
from tests.pannes.monde import Monde, monde
from tests.raison_detre.conftest import A_MIDI, le_site_a_midi
from tests.registre.conftest import charger_registre
from tests.rigueur import base


@pytest.fixture(scope="session")
def debout(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Iterator[Monde]:
    """The site, in use, on machinery of its own; its content is the register that other tests keep."""
    if connection.vendor != "postgresql":
        pytest.skip("The parts that fall are production's: PostgreSQL is asked.")

    def remplir(grappe: Grappe) -> None:
        with django_db_blocker.unblock():
            avant = connection.settings_dict["NAME"]
            with time_machine.travel(A_MIDI, tick=False):
                recette = base.loaded("registre", charger_registre, le_site_a_midi)
                copie = base.base_of_process(tmp_path_factory.mktemp("pannes"), recette)
                copie.prepare()
            copie.open()
            ajouter()
            connection.close()
            grappe.copier(copie.url())
            copie.drop()
            base.point_to(avant)

    with monde(remplir) as ici:
        yield ici
        ici.service.commander("verifier_journal", "--complet")  # after every fault: each row is what the journal says
