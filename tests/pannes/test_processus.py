"""Processes of the server killed every second, and all of them replaced by those of another version."""

import pytest

from tests.pannes.charge import Charge
from tests.pannes.constat import exiger_que_l_arret_soit_dit, exiger_que_rien_ne_soit_perdu
from tests.pannes.monde import Monde
from tests.pannes.pannes import ouvriers_tues, version_suivante

pytestmark = pytest.mark.lent
COLONNE = "SELECT count(*) FROM information_schema.columns WHERE column_name = 'version_suivante'"


def test_a_process_killed_every_second_loses_nothing_and_is_replaced(debout: Monde) -> None:
    with Charge(debout) as charge:
        charge.attendre(2)
        ouvriers_tues(debout, secondes=4)
        charge.attendre(3)

    exiger_que_l_arret_soit_dit(charge)
    exiger_que_rien_ne_soit_perdu(debout, charge)


def test_a_version_comes_with_a_migration_while_the_former_serves(debout: Monde) -> None:
    anciens = set(debout.service.ouvriers())
    with Charge(debout) as charge:
        charge.attendre(2)
        version_suivante(debout)
        charge.attendre(2)

    assert debout.grappe.lire(COLONNE) == [(1,)]
    assert not anciens & set(debout.service.ouvriers())
    assert charge.ratees == []
    exiger_que_rien_ne_soit_perdu(debout, charge)
