"""One rule, two readings: the pure function and its SQL twin agree on every boundary day, whatever rows are stored.

That rows and flat register are what the journal comes to is another question: tests/registre/test_preuve.py.
"""

import datetime
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registre import cycle
from registre.cycle import Faits
from registre.etats import Etat
from registre.gardes import autorisee
from registre.models import Candidature, Cooperative, Label, Suspension
from tests.registre.factories import CooperativeFactory, edition
from tests.registre.strategies import ORIGINE, histoires

pytestmark = pytest.mark.lent

PAR_LOT = 40
LOTS = int(os.environ.get("LOTS_DE_PARITE", "25"))
TOUTES_LES_SITUATIONS = 25  # lots enough to meet each rare one
DEPOT = datetime.date(2021, 12, 1)
TOUJOURS = (DEPOT, datetime.date(2031, 12, 31))


def ecrire(par_cooperative: dict[Cooperative, Faits]) -> None:
    """Write facts as rows, whatever operation could have led there; annulled ones beside count for nothing."""
    candidatures = [
        candidature
        for cooperative, faits in par_cooperative.items()
        for candidature in (*candidatures_de(cooperative, faits), annulee(cooperative))
    ]

    Candidature.tous.bulk_create(candidatures)
    par_cle = {(c.cooperative_id, c.rang): c for c in candidatures}
    labels: list[Label] = []
    suspensions: list[Suspension] = []

    for cooperative, faits in par_cooperative.items():
        labels.append(label_annule(par_cle[cooperative.pk, 0], len(labels)))
        for lu in faits.labels:
            labels.append(label_de(par_cle[cooperative.pk, lu.cycle], lu, len(labels)))
            suspensions += [
                Suspension(label=labels[-1], rang=rang, suspendu_le=s.suspendu_le, levee_le=s.levee_le, motif="Motif.")
                for rang, s in enumerate(lu.suspensions)
            ]

    Label.tous.bulk_create(labels)
    Suspension.objects.bulk_create(suspensions)

    for cooperative, faits in par_cooperative.items():
        if faits.absorbee_le:
            Cooperative.objects.filter(pk=cooperative.pk).update(absorbee_le=faits.absorbee_le)


def candidatures_de(cooperative: Cooperative, faits: Faits) -> Iterator[Candidature]:
    """Yield the candidatures of a history; the rank of each is its cycle."""
    accordees = {label.cycle for label in faits.labels}
    for lue in faits.candidatures:
        accordee = lue.cycle in accordees
        etat = Etat.LABELLISEE if accordee else Etat.ABANDONNEE
        if lue.decidee_le is None:
            etat = Etat.ADMISSIBLE if lue.admissible_le else Etat.DEPOSEE
        yield Candidature(
            cooperative=cooperative,
            referentiel=edition(),
            rang=lue.cycle,
            cycle=lue.cycle,
            etat=etat,
            regles_figees=asdict(edition().regles),
            deposee_le=DEPOT,
            complete_le=lue.admissible_le,
            admissible_le=lue.admissible_le,
            labellisee_le=lue.decidee_le if accordee else None,
            abandonnee_le=None if accordee else lue.decidee_le,
        )


def annulee(cooperative: Cooperative) -> Candidature:
    """A candidature whose filing was annulled: it would be admissible for ever, and before any other."""
    return Candidature(
        cooperative=cooperative,
        referentiel=edition(),
        rang=0,
        cycle=9,
        etat=Etat.ANNULEE,
        regles_figees={},
        deposee_le=DEPOT,
        complete_le=DEPOT,
        admissible_le=DEPOT,
    )


def label_annule(candidature: Candidature, rang: int) -> Label:
    """A label granted by mistake: it would cover every day."""
    return Label(
        numero=numero(rang),
        cooperative=candidature.cooperative,
        candidature=candidature,
        rang=0,
        cycle=9,
        octroye_le=TOUJOURS[0],
        valide_du=TOUJOURS[0],
        valide_jusqu_au=TOUJOURS[1],
        annule_le=ORIGINE,
        motif_annulation="Erreur.",
    )


def label_de(candidature: Candidature, faits: cycle.FaitsLabel, rang: int) -> Label:
    """The row of a label. Its rank is not its candidature's: the two came by two events, it was not taken over."""
    return Label(
        numero=numero(rang),
        cooperative=candidature.cooperative,
        candidature=candidature,
        rang=100 + faits.cycle,
        cycle=faits.cycle,
        octroye_le=candidature.labellisee_le or faits.valide_du,
        valide_du=faits.valide_du,
        valide_jusqu_au=faits.valide_jusqu_au,
        retire_le=faits.retire_le,
        clos_le=faits.clos_le,
        motif_retrait="Motif." if faits.retire_le else "",
    )


def numero(rang: int) -> str:
    """A number of its own within the lot."""
    return f"QC-2022-{rang:04d}"


def comparer(par_cooperative: dict[int, Faits]) -> None:
    """Check every boundary day of every history, the day before and the day after, in both readings."""
    ecarts = (-cycle.UN_JOUR, datetime.timedelta(0), cycle.UN_JOUR)
    for jour in sorted({j + e for faits in par_cooperative.values() for j in cycle.bornes(faits) for e in ecarts}):
        attendus = {pk: cycle.statut(faits, jour) for pk, faits in par_cooperative.items()}
        en_sql = Cooperative.objects.filter(pk__in=par_cooperative).avec_statut(jour)
        assert {cooperative.pk: cooperative.statut for cooperative in en_sql} == attendus, jour


def ce_que_l_on_attend_des_histoires(lot: Sequence[Faits]) -> set[str]:
    """Name the rare situations that a lot holds: a test that never meets one proves nothing of it."""
    labels = [label for faits in lot for label in faits.labels]
    trouvees = {
        "withdrawn before it began": any(label.jamais_commence for label in labels),
        "withdrawn on the day it was granted": any(label.retire_le == label.valide_du for label in labels),
        "two labels of one day": any(
            len({label.valide_du for label in faits.labels}) < len(faits.labels) for faits in lot
        ),
        "absorbed under a label": any(label.clos_le for label in labels),
    }

    return {nom for nom, presente in trouvees.items() if presente}


@pytest.mark.django_db
def test_python_and_sql_agree_on_every_boundary_day() -> None:
    edition()
    cooperatives = CooperativeFactory.create_batch(PAR_LOT)
    comparees, rencontrees = 0, set[str]()

    @settings(max_examples=LOTS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(histoires(), min_size=PAR_LOT, max_size=PAR_LOT))
    def essayer(lot: list[Faits]) -> None:
        nonlocal comparees
        with autorisee(), transaction.atomic():  # no query may follow a rollback asked for, not even that which closes
            ecrire(dict(zip(cooperatives, lot, strict=True)))
            comparer({cooperative.pk: faits for cooperative, faits in zip(cooperatives, lot, strict=True)})
            transaction.set_rollback(True)
        comparees += len(lot)
        rencontrees.update(ce_que_l_on_attend_des_histoires(lot))

    essayer()
    assert comparees >= LOTS * PAR_LOT
    if LOTS >= TOUTES_LES_SITUATIONS:
        assert len(rencontrees) == 4, rencontrees
