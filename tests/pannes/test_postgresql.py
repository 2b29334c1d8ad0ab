"""PostgreSQL restarted while the site is used."""

import pytest

from tests.pannes.charge import Charge
from tests.pannes.constat import exiger_que_l_arret_soit_dit, exiger_que_rien_ne_soit_perdu
from tests.pannes.monde import Monde

pytestmark = pytest.mark.lent


@pytest.mark.parametrize("comment", ["fast", "immediate"])
def test_a_database_that_stops_or_crashes_costs_nothing_that_was_confirmed(debout: Monde, comment: str) -> None:
    with Charge(debout) as charge:
        charge.attendre(4)
        debout.grappe.redemarrer(comment, secondes=1.5)
        charge.attendre(4)

    exiger_que_l_arret_soit_dit(charge)
    exiger_que_rien_ne_soit_perdu(debout, charge)
