"""What a badge, a card or a credential reads of a label: its state on a day, as every page says it."""

import datetime
from collections.abc import Callable

import pytest

from registre.etats import Operation, StatutDeLabel
from registre.lecture.label_du_jour import ANNULE, label_du_jour
from registre.models import Label
from tests.registre import decisions
from tests.registre.factories import labellisee, retiree, suspendue
from tests.registre.journaux import dernier

D = datetime.date
pytestmark = pytest.mark.django_db


def test_a_number_that_nobody_had_is_no_label() -> None:
    assert label_du_jour("QC-2031-0001", D(2031, 1, 1)) is None


def test_a_label_holds_to_its_last_day_included_and_has_lapsed_the_day_after() -> None:
    numero = labellisee(D(2023, 3, 1)).numero

    dernier_jour, lendemain = label_du_jour(numero, D(2026, 2, 28)), label_du_jour(numero, D(2026, 3, 1))

    assert dernier_jour is not None
    assert dernier_jour.en_vigueur
    assert dernier_jour.phrase.replace("\N{NO-BREAK SPACE}", " ") == "En vigueur jusqu’au 28 février 2026"
    assert lendemain is not None
    assert (lendemain.etat, lendemain.en_vigueur) == (StatutDeLabel.ECHUE, False)


@pytest.mark.parametrize("faire", [suspendue, retiree])
def test_a_label_suspended_or_withdrawn_does_not_hold(faire: Callable[..., Label]) -> None:
    label = faire(labellisee(D(2026, 3, 1)), D(2026, 6, 1))
    lu = label_du_jour(label.numero, D(2026, 11, 28))
    assert lu is not None
    assert not lu.en_vigueur


def test_a_number_given_by_mistake_says_since_when_it_is_annulled() -> None:
    label = labellisee(D(2023, 3, 1))
    decisions.annuler(dernier(Operation.ACCORDER_LABEL, label.cooperative).pk, motif="Numéro donné par erreur.")
    lu = label_du_jour(label.numero, D(2023, 4, 1))
    assert lu is not None
    assert (lu.etat, lu.en_vigueur) == (ANNULE, False)
    assert lu.phrase.startswith("Numéro annulé le")
