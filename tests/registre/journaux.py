"""What tests of the journal ask: the last event of a verb, what the register says of a day, its version."""

import datetime

from registre.models import (
    Candidature,
    Cooperative,
    Evenement,
    Label,
    Operation,
    PeriodeDeStatut,
    VersionDuRegistre,
)
from tests.registre import decisions

RELU = "Procès-verbal relu."


def dernier(operation: Operation, cooperative: Cooperative | None = None) -> Evenement:
    """Return the latest event of this verb, of this coop or of any."""
    evenements = Evenement.objects.filter(operation=operation)
    if cooperative is not None:
        evenements = evenements.filter(cooperative=cooperative)
    return evenements.select_related("cooperative").latest("pk")


def periode(cooperative: Cooperative, au: datetime.date, connu_le: datetime.date | None = None) -> PeriodeDeStatut:
    """Return the one row that speaks of this day, as known now or at the end of a day."""
    lues = PeriodeDeStatut.toutes.connues(connu_le).au(au).select_related("label", "identite")
    return lues.get(cooperative=cooperative)


def statut(cooperative: Cooperative, au: datetime.date, connu_le: datetime.date | None = None) -> str:
    """Return the coop's public status, empty when it has none."""
    return periode(cooperative, au, connu_le).statut


def version() -> int:
    return VersionDuRegistre.objects.get().numero


def corriger(evenement: Evenement, le: datetime.date | None = None, **champs: object) -> Evenement:
    """Correct an event, as the Federation does."""
    return decisions.corriger(evenement.pk, le=le, champs=champs, motif=RELU)


def annuler(evenement: Evenement) -> Evenement:
    return decisions.annuler(evenement.pk, motif="Consigné par erreur.")


def deposer_un_renouvellement(label: Label, le: datetime.date) -> Candidature:
    """File the renewal of a label."""
    return decisions.deposer_renouvellement(label.cooperative_id, le=le)
