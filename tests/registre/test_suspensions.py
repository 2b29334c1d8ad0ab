"""A suspension and a renewal: carried over or lifted by a decision, never in silence."""

import datetime

import pytest

from registre import operations
from registre.etats import Statut
from registre.models import (
    Label,
    Operation,
)
from registre.operations import OperationRefusee
from tests.registre import decisions
from tests.registre.factories import (
    admissible,
    labellisee,
    renouvelee,
    retiree,
    suspendue,
)
from tests.registre.journaux import annuler, corriger, deposer_un_renouvellement, dernier, statut

D = datetime.date
pytestmark = pytest.mark.django_db


class TestASuspensionAndARenewal:
    """Issue 8, case 15: it is carried or lifted by a decision, never silently."""

    @pytest.fixture
    def label(self) -> Label:
        """Suspended six months before the end."""
        return suspendue(labellisee(D(2022, 3, 1)), D(2024, 9, 1))

    def test_must_be_decided_upon(self, label: Label) -> None:
        with pytest.raises(OperationRefusee, match="dites si la suspension est reportée ou levée"):
            renouvelee(label, D(2024, 12, 1))

    def test_lifted_it_ends_on_the_day_of_the_renewal(self, label: Label) -> None:
        renouvelee(label, D(2024, 12, 1), suspension="levee")
        jours = (D(2024, 11, 30), D(2024, 12, 1), D(2025, 3, 1))
        assert [statut(label.cooperative, jour) for jour in jours] == ["suspendue", "labellisee", "labellisee"]

    def test_carried_it_goes_on_with_the_renewal_until_it_is_lifted(self, label: Label) -> None:
        nouveau = renouvelee(label, D(2024, 12, 1), suspension="reportee")
        assert statut(label.cooperative, D(2025, 3, 1)) == Statut.SUSPENDUE
        decisions.lever_suspension(nouveau.pk, le=D(2025, 6, 1))
        jours = (D(2025, 2, 28), D(2025, 5, 31), D(2025, 6, 1))
        assert [statut(label.cooperative, jour) for jour in jours] == ["suspendue", "suspendue", "labellisee"]
        assert label.suspensions.get().levee_le is None  # it was not lifted on this one

    def test_carried_then_lifted_before_the_renewal_begins_it_never_reaches_it(self, label: Label) -> None:
        nouveau = renouvelee(label, D(2024, 12, 1), suspension="reportee")
        decisions.lever_suspension(label.pk, le=D(2025, 1, 15))
        assert not nouveau.suspensions.exists()
        assert statut(label.cooperative, D(2025, 3, 1)) == Statut.LABELLISEE
        corriger(dernier(Operation.LEVER_SUSPENSION), D(2025, 4, 1))
        assert nouveau.suspensions.get().levee_le == D(2025, 4, 1)
        assert statut(label.cooperative, D(2025, 3, 31)) == Statut.SUSPENDUE

    def test_carried_twice_every_label_was_suspended(self) -> None:
        label = suspendue(labellisee(D(2016, 3, 1)), D(2018, 1, 1))
        second = renouvelee(label, D(2018, 6, 1), suspension="reportee")
        renouvelee(second, D(2021, 6, 1), suspension="reportee")
        jours = (D(2018, 12, 1), D(2020, 12, 1), D(2023, 12, 1))
        assert {statut(label.cooperative, jour) for jour in jours} == {Statut.SUSPENDUE}

    def test_decided_after_the_renewal_was_granted_it_goes_on_with_it(self) -> None:
        label = labellisee(D(2022, 3, 1))
        nouveau = renouvelee(label, D(2024, 9, 1))
        suspendue(label, D(2024, 12, 1))
        assert nouveau.suspensions.get().suspendu_le == D(2025, 3, 1)
        assert statut(label.cooperative, D(2025, 3, 1)) == Statut.SUSPENDUE

    def test_recorded_late_it_goes_on_with_every_renewal_granted_meanwhile(self) -> None:
        label = labellisee(D(2016, 3, 1))
        renouvelee(renouvelee(label, D(2018, 9, 1)), D(2021, 9, 1))
        suspendue(label, D(2018, 6, 1))
        jours = (D(2018, 7, 1), D(2020, 1, 1), D(2023, 1, 1))
        assert {statut(label.cooperative, jour) for jour in jours} == {Statut.SUSPENDUE}

    def test_withdrawn_while_carried_the_next_label_is_free_of_it(self, label: Label) -> None:
        nouveau = renouvelee(label, D(2024, 12, 1), suspension="reportee")
        retiree(nouveau, D(2025, 6, 1))
        suite = admissible(D(2025, 9, 1), label.cooperative)
        decisions.accorder_label(suite.pk, le=D(2025, 12, 1))
        jours = (D(2025, 5, 31), D(2025, 6, 1), D(2025, 12, 1))
        assert [statut(label.cooperative, jour) for jour in jours] == ["suspendue", "retiree", "labellisee"]

    def test_of_a_label_withdrawn_since_asks_nothing_of_a_renewal_under_way(self, label: Label) -> None:
        suite = deposer_un_renouvellement(label, D(2024, 9, 1))
        for juger in (operations.declarer_complete, operations.declarer_admissible):
            juger(suite.pk, par=None, le=D(2024, 9, 1))
        retiree(label, D(2024, 10, 1))
        nouveau = decisions.renouveler(suite.pk, le=D(2024, 10, 1))
        assert nouveau.valide_du == D(2024, 10, 1)
        assert statut(label.cooperative, D(2024, 10, 1)) == Statut.LABELLISEE

    def test_comes_back_when_the_renewal_that_lifted_it_is_annulled(self, label: Label) -> None:
        renouvelee(label, D(2024, 12, 1), suspension="levee")
        annuler(dernier(Operation.RENOUVELER))
        assert statut(label.cooperative, D(2025, 1, 1)) == Statut.SUSPENDUE
