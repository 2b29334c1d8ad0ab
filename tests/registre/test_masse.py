"""The bulk path of the fictional coops: the same rows as the operations, for benchmarks."""

import datetime
from typing import Any

import pytest
from django.db import transaction

from registre.demonstration.chargement import charger
from registre.demonstration.masse import charger_en_masse
from registre.ecriture.projection import ecarts, rangs_des_engagements
from registre.models import (
    ActionPrevue,
    Candidature,
    CompteurDeLabels,
    Cooperative,
    EngagementOctroye,
    EngagementPris,
    Evenement,
    Indicateur,
    Label,
    PeriodeDeStatut,
    PointEtape,
    PresentationCooperative,
    Releve,
    SignatureManifeste,
    Suspension,
)
from tests.registre.factories import edition

pytestmark = pytest.mark.lent

AU = datetime.date(2026, 11, 24)
# Foreign keys are compared by what they point at; keys and the time of recording differ, and nothing else does.
PAR_NOM = {
    "cooperative": "cooperative__siren",
    "candidature": "candidature__cycle",
    "label": "label__numero",
    "renouvelle": "renouvelle__numero",
    "engagement": "engagement__numero",
    "engagement_pris": "engagement_pris__engagement__numero",
    "indicateur": "indicateur__nom",
    "suspension": "suspension__suspendu_le",
}
MODELES = (
    *(Cooperative, Candidature, EngagementPris, Indicateur, ActionPrevue, PointEtape, Label, EngagementOctroye),
    *(Releve, Suspension, Evenement, SignatureManifeste, PeriodeDeStatut, CompteurDeLabels),
    PresentationCooperative,
)


def contenu() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as comparable values in an order of their own."""
    tables = {}
    for modele in MODELES:
        champs = [
            PAR_NOM.get(champ.name, champ.name)
            for champ in modele._meta.concrete_fields
            if champ.name not in {"id", "enregistre_le"}
        ]
        tables[modele.__name__] = sorted(modele._default_manager.order_by().values_list(*champs), key=repr)
    return tables


@pytest.mark.django_db
def test_bulk_loading_writes_the_same_rows_as_the_operations() -> None:
    referentiel = edition()
    rangs_des_engagements(referentiel.engagements.values_list("cle", flat=True))  # bits are given at first sight
    with transaction.atomic():
        assert charger(40, graine=3, au=AU, referentiel=referentiel) == 40
        attendu = contenu()
        transaction.set_rollback(True)
    assert charger_en_masse(40, graine=3, au=AU, referentiel=referentiel) == 40
    obtenu = contenu()
    for table, lignes in attendu.items():
        assert lignes, table
        assert obtenu[table] == lignes, table
    assert ecarts(list(Cooperative.objects.values_list("pk", flat=True))) == []
    assert charger_en_masse(40, graine=3, au=AU, referentiel=referentiel) == 0
