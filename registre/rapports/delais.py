"""How long each stage takes: the days between two decisions, and for how long the others have been waiting."""

import datetime
from dataclasses import dataclass
from statistics import median

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registre.etats import EN_INSTRUCTION, OUVERTS, Etat
from registre.models import Candidature


@dataclass(frozen=True)
class Trajet:
    """A stage: from one date to another; who stands in one of these states without the second is waiting."""

    nom: str | Promise
    de: str
    a: str
    attendent: frozenset[Etat]


ETAPES = (
    Trajet(_("Du dépôt au dossier complet"), "deposee_le", "complete_le", EN_INSTRUCTION),
    Trajet(_("Du dossier complet à l’admissibilité"), "complete_le", "admissible_le", frozenset({Etat.COMPLETE})),
    Trajet(_("De l’admissibilité au label"), "admissible_le", "labellisee_le", frozenset({Etat.ADMISSIBLE})),
    Trajet(_("Du dépôt à l’admissibilité"), "deposee_le", "admissible_le", EN_INSTRUCTION),
    Trajet(_("Du dépôt au label"), "deposee_le", "labellisee_le", OUVERTS),
    Trajet(_("Du dépôt au refus"), "deposee_le", "refusee_le", frozenset()),
)
DATES = ("deposee_le", "complete_le", "admissible_le", "labellisee_le", "refusee_le")


@dataclass(frozen=True)
class LigneDeDelai:
    """A stage in days: the median and the longest of those that passed it; the same of those waiting. None for none."""

    etape: str
    franchies: int
    mediane: float | None
    maximum: int | None
    en_attente: int
    attente_mediane: float | None
    attente_maximum: int | None


def delais(candidatures: QuerySet[Candidature], au: datetime.date) -> list[LigneDeDelai]:
    """Return each stage, in order, waiting being counted until `au`. One query."""
    lues = list(candidatures.order_by().values("etat", *DATES))
    return [_mesurer(etape, lues, au) for etape in ETAPES] if lues else []


def _mesurer(etape: Trajet, lues: list[dict], au: datetime.date) -> LigneDeDelai:
    commencees = [lue for lue in lues if lue[etape.de]]
    jours = [(lue[etape.a] - lue[etape.de]).days for lue in commencees if lue[etape.a]]
    attente = [
        (au - lue[etape.de]).days
        for lue in commencees
        if not lue[etape.a] and lue["etat"] in etape.attendent and lue[etape.de] <= au
    ]
    return LigneDeDelai(str(etape.nom), len(jours), *_resume(jours), len(attente), *_resume(attente))


def _resume(jours: list[int]) -> tuple[float | None, int | None]:
    """Return the median, whole when it is, and the longest; None for nothing."""
    if not jours:
        return None, None
    milieu = median(jours)
    return int(milieu) if milieu == int(milieu) else milieu, max(jours)
