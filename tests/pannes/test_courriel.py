"""A mail server that takes connections and says nothing: nobody waits long, and each letter leaves later, once."""

import pytest

from tests.pannes.charge import Charge
from tests.pannes.constat import exiger_chaque_lettre_une_fois, exiger_que_rien_ne_soit_perdu
from tests.pannes.contenu import COMPTE
from tests.pannes.monde import COURRIEL_SECONDES, Monde

pytestmark = pytest.mark.lent
PATIENCE = COURRIEL_SECONDES + 27  # seconds; Python itself would wait without end


def test_decisions_are_recorded_and_their_letters_leave_once_it_answers(debout: Monde) -> None:
    debout.boite.muette = ""
    with Charge(debout) as charge:
        charge.attendre(4)
        qui = debout.visiteur()
        oubli = {"csrfmiddlewaretoken": qui.jeton("/compte/password/reset/"), "email": COMPTE}
        assert qui.envoyer("/compte/password/reset/", attente=PATIENCE, **oubli).statut == 302
    debout.boite.muette = None

    assert not set(debout.boite.fois(charge.confirmes).elements())
    assert charge.plus_longue < PATIENCE
    exiger_que_rien_ne_soit_perdu(debout, charge)
    exiger_chaque_lettre_une_fois(debout, charge)
