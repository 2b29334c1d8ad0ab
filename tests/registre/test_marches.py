"""Walks through the operations, in any order and on any day: none reaches an illegal state."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registre import cycle
from registre.etats import OUVERTS, Operation
from registre.journal import reconstruction
from registre.journal.connu import histoire
from registre.models import Candidature, Cooperative, Evenement, Label, PeriodeDeStatut
from registre.operations import OperationRefusee
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory

D = datetime.date
DERNIER_JOUR = D(2026, 11, 1)
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Ici:
    """Where a walk stands: the keys of the coop, of its latest candidature and of its latest label, 0 for none."""

    coop: int
    candidature: int
    label: int


def deposer(ici: Ici, le: datetime.date) -> None:
    decisions.deposer(ici.coop, le=le)


def deposer_renouvellement(ici: Ici, le: datetime.date) -> None:
    decisions.deposer_renouvellement(ici.coop, le=le)


def demander_complement(ici: Ici, le: datetime.date) -> None:
    decisions.demander_complement(ici.candidature, le=le, motif="Motif.")


def declarer_complete(ici: Ici, le: datetime.date) -> None:
    decisions.declarer_complete(ici.candidature, le=le)


def declarer_admissible(ici: Ici, le: datetime.date) -> None:
    decisions.declarer_admissible(ici.candidature, le=le)


def refuser(ici: Ici, le: datetime.date) -> None:
    decisions.refuser(ici.candidature, le=le, motif="Motif.")


def abandonner(ici: Ici, le: datetime.date) -> None:
    decisions.abandonner(ici.candidature, le=le)


def accorder(ici: Ici, le: datetime.date) -> None:
    decisions.accorder_label(ici.candidature, le=le)


def renouveler(ici: Ici, le: datetime.date) -> None:
    decisions.renouveler(ici.candidature, le=le)


def suspendre(ici: Ici, le: datetime.date) -> None:
    decisions.suspendre(ici.label, le=le, motif="Motif.")


def lever(ici: Ici, le: datetime.date) -> None:
    decisions.lever_suspension(ici.label, le=le)


def retirer(ici: Ici, le: datetime.date) -> None:
    decisions.retirer(ici.label, le=le, motif="Motif.")


MENENT_LOIN = [deposer, declarer_complete, declarer_admissible, accorder, deposer_renouvellement, renouveler]
AUTRES = [demander_complement, refuser, abandonner, suspendre, lever, retirer]
# Steps that lead somewhere come often, the others now and then: a uniform walk would be refused nearly always.
PAS = [*MENENT_LOIN, *MENENT_LOIN, *AUTRES]


Pas = tuple[Callable[[Ici, datetime.date], None], int]


@pytest.mark.lent
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(PAS), st.integers(0, 500)), max_size=25))
def test_no_walk_through_the_operations_reaches_an_illegal_state(pas: list[Pas]) -> None:
    with transaction.atomic():
        fautes = list(fautes_de_la_marche(pas))
        transaction.set_rollback(True)

    assert fautes == []


def fautes_de_la_marche(pas: list[Pas]) -> Iterator[str]:
    """Walk, and tell what is wrong after each step. `pas`: a decision, and how many days after the one before."""
    cooperative = CooperativeFactory.create()
    jour = D(2012, 1, 1)

    for decider, attente in pas:
        jour += datetime.timedelta(days=attente)
        if jour > DERNIER_JOUR:
            break
        avant = nombre_d_evenements()
        ecrits = 1 if acceptee(decider, cooperative, jour) else 0
        if nombre_d_evenements() != avant + ecrits:
            yield f"{decider.__name__} wrote another number of events than {ecrits}"
        yield from fautes_de_la_coop(cooperative)


def nombre_d_evenements() -> int:
    """How many decisions were recorded, the waivers that prepare a grant left aside: they come and go with it."""
    return Evenement.objects.exclude(operation=Operation.DISPENSER).count()


def acceptee(decider: Callable[[Ici, datetime.date], None], cooperative: Cooperative, jour: datetime.date) -> bool:
    """Try a decision on the latest candidature and label, and tell whether it was accepted."""
    candidature = cooperative.candidatures.order_by("-cycle").values_list("pk", flat=True).first()
    label = cooperative.labels.order_by("-valide_du").values_list("pk", flat=True).first()

    try:
        decider(Ici(cooperative.pk, candidature or 0, label or 0), jour)
    except (OperationRefusee, Candidature.DoesNotExist, Label.DoesNotExist):
        return False
    return True


def fautes_de_la_coop(cooperative: Cooperative) -> Iterator[str]:
    """Tell what of a coop breaks what always holds, whatever was decided."""
    candidatures = list(cooperative.candidatures.order_by("pk"))
    labels = list(cooperative.labels.order_by("valide_du"))

    for candidature in candidatures:
        candidature.full_clean()
        if etats_traverses(candidature)[-1] != candidature.etat:
            yield f"{candidature}: its journal does not lead to its state"
    if sum(candidature.etat in OUVERTS for candidature in candidatures) > 1:
        yield "two candidatures are open"
    for avant, apres in pairwise(labels):
        if (avant.retire_le or avant.valide_jusqu_au + cycle.UN_JOUR) > apres.valide_du:
            yield f"{avant} and {apres} overlap"
    yield from fautes_de_la_projection(cooperative)


def etats_traverses(candidature: Candidature) -> list[str]:
    """Return the states its events went through, "" first; stop where one does not begin where the last ended."""
    etats = [""]
    for evenement in candidature.evenements.exclude(vers="").order_by("pk"):
        if evenement.de != etats[-1]:
            return [*etats, "broken"]
        etats.append(evenement.vers)
    return etats


def fautes_de_la_projection(cooperative: Cooperative) -> Iterator[str]:
    """Tell which periods say something else than the rule, and which rows something else than the journal."""
    connue = histoire(cooperative.pk)
    assert connue is not None

    for periode in PeriodeDeStatut.objects.filter(cooperative=cooperative).order_by("du"):
        selon_la_regle = {cycle.statut(connue.faits, periode.du), cycle.statut(connue.faits, periode.jusqu_au)}
        if selon_la_regle != {periode.statut or None}:
            yield f"{periode.du} is {periode.statut}, the rule says {selon_la_regle}"
    yield from map(str, reconstruction.ecarts([cooperative.pk]))
