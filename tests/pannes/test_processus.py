"""Processes of the server killed every second, and all of them replaced by those of another version."""

import time

import pytest

from tests.pannes.charge import Charge
from tests.pannes.constat import exiger_que_rien_ne_soit_perdu
from tests.pannes.grappe import PROPRIETAIRE
from tests.pannes.monde import Monde

pytestmark = pytest.mark.lent
COLONNE = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'version_suivante'"


def test_a_process_killed_every_second_loses_nothing_and_is_replaced(debout: Monde) -> None:
    with Charge(debout) as charge:
        charge.attendre(2)
        for _seconde in range(6):
            debout.service.tuer_un_ouvrier()
            time.sleep(1)
        debout.service.attendre()
        charge.attendre(3)

    assert not [ratee for ratee in charge.ratees if " 503 " not in ratee]
    assert charge.disponibilite > 0.9
    exiger_que_rien_ne_soit_perdu(debout, charge)


def test_a_version_comes_with_a_migration_while_the_former_serves(debout: Monde) -> None:
    anciens = set(debout.service.ouvriers())
    with Charge(debout) as charge:
        charge.attendre(2)
        debout.service.commander(
            "migrate",
            "version_suivante",
            DATABASE_URL=debout.grappe.adresse(PROPRIETAIRE),
            DJANGO_SETTINGS_MODULE="tests.pannes.version_suivante.reglages",
            PGOPTIONS="-c lock_timeout=5s",
        )
        debout.grappe.donner_les_droits()
        charge.attendre(2)
        debout.service.recharger()
        limite = time.monotonic() + 120
        while anciens & set(debout.service.ouvriers()) and time.monotonic() < limite:
            time.sleep(0.2)
        charge.attendre(2)

    assert debout.grappe.lire(COLONNE) == [(1,)]
    assert not anciens & set(debout.service.ouvriers())
    assert charge.ratees == []
    exiger_que_rien_ne_soit_perdu(debout, charge)
