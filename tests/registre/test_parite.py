"""One rule, three readings: the pure function, the SQL twin, the projection. They agree on every boundary day."""

import datetime
import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from registre import cycle
from registre.cycle import Faits
from registre.etats import Etat
from registre.models import Candidature, Cooperative, Label, PeriodeDeStatut, Suspension
from registre.projection import faits as relire_faits
from registre.projection import pour_projection, projeter
from tests.registre.factories import CooperativeFactory, edition
from tests.registre.strategies import histoires

HISTOIRES = int(os.environ.get("HISTOIRES", "200"))


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
        numero=f"QC-2022-{candidature.cycle:04d}", cooperative=candidature.cooperative, candidature=candidature,
        cycle=candidature.cycle, octroye_le=candidature.labellisee_le, valide_du=faits.valide_du,
        valide_jusqu_au=faits.valide_jusqu_au, retire_le=faits.retire_le,
        motif_retrait="Motif." if faits.retire_le else "",
    )  # fmt: skip
    for suspension in faits.suspensions:
        Suspension.objects.create(
            label=label, suspendu_le=suspension.suspendu_le, levee_le=suspension.levee_le, motif="Motif."
        )


@pytest.mark.django_db
def test_python_sql_and_projection_agree_on_every_boundary_day() -> None:
    cooperative = CooperativeFactory.create()
    edition()
    essais = 0

    @settings(max_examples=HISTOIRES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(histoires())
    def comparer(faits: Faits) -> None:
        nonlocal essais
        with transaction.atomic():
            ecrire(cooperative, faits)
            projeter(cooperative.pk)
            assert relire_faits(pour_projection().get(pk=cooperative.pk)) == faits
            ecarts = (-cycle.UN_JOUR, datetime.timedelta(0), cycle.UN_JOUR)
            for jour in sorted({jour + ecart for jour in cycle.bornes(faits) for ecart in ecarts}):
                attendu = cycle.statut(faits, jour)
                assert Cooperative.objects.avec_statut(jour).get(pk=cooperative.pk).statut == attendu, jour
                periode = PeriodeDeStatut.objects.get(cooperative=cooperative, du__lte=jour, jusqu_au__gte=jour)
                assert (periode.statut or None) == attendu, jour
            transaction.set_rollback(True)
        essais += 1

    comparer()
    assert essais >= HISTOIRES
