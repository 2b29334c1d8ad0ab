"""One rule, three readings: the pure function, the SQL twin, the projection. They agree on every boundary day."""

import datetime
import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registre import cycle
from registre.cycle import Faits
from registre.ecriture.projection import faits as relire_faits
from registre.ecriture.projection import pour_projection, projeter_plusieurs
from registre.etats import Etat
from registre.models import Candidature, Cooperative, Label, PeriodeDeStatut, Suspension
from tests.registre.factories import CooperativeFactory, edition
from tests.registre.strategies import histoires

pytestmark = pytest.mark.lent

PAR_LOT = 40
LOTS = int(os.environ.get("LOTS_DE_PARITE", "50"))


def ecrire(cooperative: Cooperative, faits: Faits) -> None:
    """Write facts as rows, whatever operation could have led there."""
    labels = {label.cycle: label for label in faits.labels}
    for candidature in faits.candidatures:
        accordee = candidature.cycle in labels
        etat = Etat.LABELLISEE if accordee else Etat.ABANDONNEE
        if candidature.decidee_le is None:
            etat = Etat.ADMISSIBLE if candidature.admissible_le else Etat.DEPOSEE
        ligne = Candidature.objects.create(
            cooperative=cooperative, referentiel=edition(), cycle=candidature.cycle, etat=etat,
            deposee_le=datetime.date(2021, 12, 1),
            complete_le=candidature.admissible_le, admissible_le=candidature.admissible_le,
            labellisee_le=candidature.decidee_le if accordee else None,
            abandonnee_le=None if accordee else candidature.decidee_le,
        )  # fmt: skip
        if accordee:
            ecrire_label(ligne, labels[candidature.cycle])


def ecrire_label(candidature: Candidature, faits: cycle.FaitsLabel) -> None:
    """Write a label and its suspensions as rows."""
    label = Label.objects.create(
        numero=f"QC-2022-{candidature.pk % 10_000:04d}", cooperative=candidature.cooperative, candidature=candidature,
        cycle=candidature.cycle, octroye_le=candidature.labellisee_le or faits.valide_du, valide_du=faits.valide_du,
        valide_jusqu_au=faits.valide_jusqu_au, retire_le=faits.retire_le,
        motif_retrait="Motif." if faits.retire_le else "",
    )  # fmt: skip
    Suspension.objects.bulk_create(
        Suspension(label=label, suspendu_le=s.suspendu_le, levee_le=s.levee_le, motif="Motif.")
        for s in faits.suspensions
    )


def comparer(par_cooperative: dict[int, Faits]) -> None:
    """Check every boundary day of every history, the day before and the day after, in the three readings."""
    for cooperative in pour_projection().filter(pk__in=par_cooperative):
        assert relire_faits(cooperative) == par_cooperative[cooperative.pk]
    ecarts = (-cycle.UN_JOUR, datetime.timedelta(0), cycle.UN_JOUR)
    for jour in sorted({j + e for faits in par_cooperative.values() for j in cycle.bornes(faits) for e in ecarts}):
        attendus = {pk: cycle.statut(faits, jour) for pk, faits in par_cooperative.items()}
        en_sql = Cooperative.objects.filter(pk__in=par_cooperative).avec_statut(jour)
        assert {cooperative.pk: cooperative.statut for cooperative in en_sql} == attendus, jour
        periodes = PeriodeDeStatut.objects.filter(cooperative__in=par_cooperative, du__lte=jour, jusqu_au__gte=jour)
        lues = [(pk, statut or None) for pk, statut in periodes.values_list("cooperative", "statut")]
        assert len(lues) == len(par_cooperative)
        assert dict(lues) == attendus, jour


@pytest.mark.django_db
def test_python_sql_and_projection_agree_on_every_boundary_day() -> None:
    edition()
    cooperatives = CooperativeFactory.create_batch(PAR_LOT)
    comparees = 0

    @settings(max_examples=LOTS, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(histoires(), min_size=PAR_LOT, max_size=PAR_LOT))
    def essayer(lot: list[Faits]) -> None:
        nonlocal comparees
        with transaction.atomic():
            for cooperative, faits in zip(cooperatives, lot, strict=True):
                ecrire(cooperative, faits)
            projeter_plusieurs([cooperative.pk for cooperative in cooperatives])
            comparer({cooperative.pk: faits for cooperative, faits in zip(cooperatives, lot, strict=True)})
            transaction.set_rollback(True)
        comparees += len(lot)

    essayer()
    assert comparees >= LOTS * PAR_LOT
