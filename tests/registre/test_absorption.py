"""Two coops merge: whose label goes on, what is refused, and what an absorption annulled gives back to both."""

import datetime

import pytest

from registre.cycle import statut_de_label
from registre.etats import SortDuLabel, Statut, StatutDeLabel
from registre.models import Cooperative, Evenement, Label, Operation
from registre.operations import OperationRefusee
from tests.registre import decisions
from tests.registre.factories import (
    CooperativeFactory,
    absorbee,
    admissible,
    deposee,
    labellisee,
    renouvelee,
    retiree,
    suspendue,
)
from tests.registre.journaux import dernier, periode, statut

D = datetime.date
pytestmark = pytest.mark.django_db
LE = D(2025, 6, 1)


@pytest.fixture
def a() -> Cooperative:
    """A coop without a label, which others absorb."""
    return CooperativeFactory.create(nom="Alpha")


@pytest.fixture
def label() -> Label:
    """The label of the one that will be absorbed."""
    return labellisee(D(2024, 3, 1), CooperativeFactory.create(nom="Bêta"))


def annuler(evenement: Evenement) -> Evenement:
    return decisions.annuler(evenement.pk, motif="Consigné par erreur.")


def test_a_label_taken_over_goes_on_under_a_new_number_until_its_own_end(a: Cooperative, label: Label) -> None:
    b = absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
    nouveau = a.labels.get()

    assert (nouveau.numero, nouveau.valide_du, nouveau.valide_jusqu_au) == ("QC-2025-0001", LE, D(2027, 2, 28))
    assert [e.intitule for e in nouveau.engagements_octroyes.order_by("numero")] == [
        e.intitule for e in label.engagements_octroyes.order_by("numero")
    ]
    assert (b.absorbee_par, b.absorbee_le, b.membre_jusqu_au) == (a, LE, D(2025, 5, 31))

    veille = LE - datetime.timedelta(days=1)
    assert [statut(b, veille), statut(b, LE), statut(a, veille), statut(a, LE)] == [
        Statut.LABELLISEE,
        "",
        "",
        Statut.LABELLISEE,
    ]
    assert label.connus.get().clos_le == LE
    assert not periode(b, LE).membre


def test_a_label_closed_ends_with_its_coop(a: Cooperative, label: Label) -> None:
    absorbee(label.cooperative, a, LE, sort=SortDuLabel.CLOS)
    label.refresh_from_db()
    assert (label.clos_le, a.labels.count()) == (LE, 0)
    assert deposee(D(2025, 7, 1), a).cycle == 1


@pytest.mark.parametrize(("sort", "dit"), [("", "dites s'il est repris ou clos"), ("garde", "dites s'il est repris")])
def test_what_becomes_of_a_label_is_never_guessed(a: Cooperative, label: Label, sort: str, dit: str) -> None:
    with pytest.raises(OperationRefusee, match=dit) as refus:
        absorbee(label.cooperative, a, LE, sort=sort)
    assert refus.value.champ == "sort"


def test_no_coop_takes_a_second_label_nor_one_held_back(a: Cooperative, label: Label) -> None:
    labellisee(D(2024, 5, 1), a)
    with pytest.raises(OperationRefusee, match="a déjà un label en vigueur"):
        absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
    suspendue(label, D(2025, 1, 1))
    with pytest.raises(OperationRefusee, match="levez la suspension"):
        absorbee(label.cooperative, CooperativeFactory.create(), LE, sort=SortDuLabel.TRANSFERE)
    absorbee(label.cooperative, a, LE, sort=SortDuLabel.CLOS)
    assert statut(label.cooperative, D(2025, 5, 31)) == Statut.SUSPENDUE


def test_a_candidature_under_way_is_decided_first_on_either_side(a: Cooperative, label: Label) -> None:
    deposee(D(2025, 1, 1), a)
    with pytest.raises(OperationRefusee, match="commencerait avant la fin de celle du cycle 1"):
        absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
    with pytest.raises(OperationRefusee, match="Une candidature est en cours"):
        absorbee(a, label.cooperative, LE)


def test_a_coop_absorbs_neither_itself_nor_one_that_is_no_more(a: Cooperative, label: Label) -> None:
    with pytest.raises(OperationRefusee, match="ne s'absorbe pas elle-même"):
        absorbee(a, a, LE)
    b, c = label.cooperative, CooperativeFactory.create()
    absorbee(b, a, LE, sort=SortDuLabel.CLOS)
    for absorbante, autre in ((c, b), (b, c)):
        with pytest.raises(OperationRefusee, match="a été absorbée"):
            absorbee(autre, absorbante, D(2025, 7, 1))
    with pytest.raises(OperationRefusee, match="a été absorbée"):
        decisions.renommer(b.pk, nom="Autre", le=D(2025, 7, 1))


def test_nothing_of_an_absorbed_coop_comes_after(a: Cooperative) -> None:
    b = CooperativeFactory.create()
    decisions.renommer(b.pk, nom="Nouveau", le=D(2025, 7, 1))

    with pytest.raises(OperationRefusee, match=r"suivrait l'absorption du 01/06/2025"):
        absorbee(b, a, LE)

    c = CooperativeFactory.create()
    absorbee(CooperativeFactory.create(), c, D(2025, 8, 1))
    with pytest.raises(OperationRefusee, match="suivrait l'absorption"):  # it absorbed another later than that
        absorbee(c, a, LE)
    d = CooperativeFactory.create()
    decisions.quitter(d.pk, le=D(2024, 1, 1))
    decisions.revenir(d.pk, le=LE)
    with pytest.raises(OperationRefusee, match="Son adhésion, du 01/06/2025"):
        absorbee(d, a, LE)


def test_a_chain_of_absorptions_carries_the_label_along(a: Cooperative, label: Label) -> None:
    b, c = label.cooperative, CooperativeFactory.create(nom="Gamma")
    absorbee(b, a, D(2025, 1, 1), sort=SortDuLabel.TRANSFERE)
    absorbee(a, c, LE, sort=SortDuLabel.TRANSFERE)
    dernier_label = c.labels.get()
    assert (dernier_label.numero, dernier_label.valide_jusqu_au) == ("QC-2025-0002", D(2027, 2, 28))
    assert [statut(coop, LE) for coop in (b, a, c)] == ["", "", Statut.LABELLISEE]
    assert [statut(coop, D(2025, 3, 1)) for coop in (b, a, c)] == ["", Statut.LABELLISEE, ""]
    with pytest.raises(OperationRefusee, match="absorption par une autre coopérative"):
        annuler(dernier(Operation.ABSORBER, a))  # the second depends on the first


class TestAnAbsorptionAnnulled:
    """It is on both coops, from whichever side it is asked, and so is its undoing."""

    @pytest.mark.parametrize("verbe", [Operation.ABSORBER, Operation.ETRE_ABSORBEE])
    def test_gives_each_its_label_back(self, a: Cooperative, label: Label, verbe: Operation) -> None:
        b = absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        annuler(dernier(verbe))
        b.refresh_from_db()
        assert (b.absorbee_par, b.membre_jusqu_au, a.labels.count()) == (None, None, 0)
        assert [statut(b, LE), statut(a, LE)] == [Statut.LABELLISEE, ""]
        assert Label.tous.get(numero="QC-2025-0001").annule_le is not None
        assert labellisee(D(2025, 9, 1)).numero == "QC-2025-0002"

    def test_undone_is_undone_on_both(self, a: Cooperative, label: Label) -> None:
        b = absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        annuler(annuler(dernier(Operation.ABSORBER)))
        b.refresh_from_db()
        assert (b.absorbee_par, a.labels.get().numero) == (a, "QC-2025-0001")
        annuler(dernier(Operation.ANNULER, b))
        assert [statut(b, LE), statut(a, LE)] == [Statut.LABELLISEE, ""]

    def test_is_refused_whole_when_one_side_refuses(self, a: Cooperative, label: Label) -> None:
        absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        suspendue(a.labels.get(), D(2025, 9, 1))
        avant = Evenement.objects.count()
        with pytest.raises(OperationRefusee, match=r"suspension du label \(01/09/2025\)"):
            annuler(dernier(Operation.ETRE_ABSORBEE))
        assert Evenement.objects.count() == avant

    def test_does_not_come_back_over_a_candidature_filed_since(self, a: Cooperative, label: Label) -> None:
        absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        annulation = annuler(dernier(Operation.ABSORBER))
        abandonnee = admissible(D(2025, 9, 1), a)
        decisions.abandonner(abandonnee.pk, le=D(2025, 10, 1))
        with pytest.raises(OperationRefusee, match="porteraient le cycle 1"):
            annuler(annulation)

    def test_then_recorded_on_its_right_day(self, a: Cooperative, label: Label) -> None:
        b = absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        with pytest.raises(OperationRefusee, match="ne se déplace pas"):
            decisions.corriger(dernier(Operation.ABSORBER).pk, le=D(2025, 7, 1), motif="Relu.")
        annuler(dernier(Operation.ABSORBER))
        absorbee(b, a, D(2025, 7, 1), sort=SortDuLabel.TRANSFERE)
        assert (statut(b, D(2025, 6, 30)), a.labels.get().numero) == (Statut.LABELLISEE, "QC-2025-0002")


class TestALabelTakenOver:
    """It lives on as any other."""

    def test_is_suspended_renewed_and_withdrawn(self, a: Cooperative, label: Label) -> None:
        absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        repris = a.labels.get()
        suspendue(repris, D(2025, 9, 1))
        decisions.lever_suspension(repris.pk, le=D(2025, 10, 1))
        nouveau = renouvelee(repris, D(2026, 9, 1))

        assert (nouveau.valide_du, nouveau.cycle) == (D(2027, 3, 1), 2)

        retiree(nouveau, D(2026, 9, 15))
        retiree(repris, D(2026, 10, 1))
        assert statut(a, D(2026, 10, 1)) == Statut.RETIREE
        assert deposee(D(2026, 11, 1), a).cycle == 3
        assert repris.connus.get().faits.retire_le == D(2026, 10, 1)

    def test_goes_to_a_coop_whose_own_has_lapsed_and_is_the_one_it_renews(self, a: Cooperative, label: Label) -> None:
        labellisee(D(2021, 3, 1), a)
        absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        repris = a.labels.get(cycle=2)
        assert statut(a, D(2024, 6, 1)) == Statut.ECHUE
        assert statut(a, LE) == Statut.LABELLISEE
        retiree(repris, D(2025, 9, 1))
        assert deposee(D(2025, 10, 1), a).cycle == 3

    def test_is_not_corrected_where_it_comes_from(self, a: Cooperative, label: Label) -> None:
        absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        octroi = dernier(Operation.ACCORDER_LABEL)
        for le, champs in ((D(2024, 3, 2), {}), (None, {"valide_jusqu_au": D(2027, 5, 31)})):
            with pytest.raises(OperationRefusee, match="repris par une autre coopérative sous le numéro QC-2025-0001"):
                decisions.corriger(octroi.pk, le=le, champs=champs, motif="Relu.")
        with pytest.raises(OperationRefusee, match="repris par une autre"):
            decisions.corriger(dernier(Operation.DECLARER_ADMISSIBLE).pk, le=D(2022, 9, 2), motif="Relu.")
        inscription = dernier(Operation.INSCRIRE, label.cooperative)
        decisions.corriger(inscription.pk, champs={"commune": "Sète"}, motif="Faute.")

    def test_of_a_coop_absorbed_is_read_as_closed(self, a: Cooperative, label: Label) -> None:
        absorbee(label.cooperative, a, LE, sort=SortDuLabel.TRANSFERE)
        connu = label.connus.get().faits
        assert [statut_de_label(connu, jour) for jour in (D(2025, 5, 31), LE, D(2028, 1, 1))] == [
            StatutDeLabel.LABELLISEE,
            StatutDeLabel.ABSORBEE,
            StatutDeLabel.ABSORBEE,
        ]
