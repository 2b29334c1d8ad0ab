"""What was decided against a coop, as it reads now: why, with which effect, until when it may contest it."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from registre.etats import Operation
from registre.journal.acte import Acte
from registre.journal.charges import DecisionSurDossier, DecisionSurLabel
from registre.journal.connu import actes
from registre.journal.histoire import Histoire
from registre.journal.rejeu import en_vigueur, rejouer
from registre.models import Cooperative
from registre.recours.models import EtatDuRecours, RecoursDeCooperative, ReglagesDesRecours

CONTESTABLES = frozenset({Operation.REFUSER, Operation.SUSPENDRE, Operation.RETIRER})
NON_RENOUVELLEMENT = "Non-renouvellement du label"
TITRES = {
    Operation.REFUSER: "Refus de la candidature",
    Operation.SUSPENDRE: "Suspension du label",
    Operation.RETIRER: "Retrait du label",
}
EFFETS = {
    Operation.REFUSER: "La candidature est close. Votre coopérative peut en préparer une autre.",
    Operation.SUSPENDRE: "Le label ne se montre plus tant que la suspension dure. Sa date de fin ne change pas.",
    Operation.RETIRER: "Le label a pris fin ce jour-là et ne peut plus être montré.",
}
EFFET_DU_NON_RENOUVELLEMENT = "Le label n’est pas renouvelé : il vaut jusqu’à son dernier jour, puis il est échu."


@dataclass(frozen=True)
class DecisionLue:
    """A decision that a coop may contest. `avant_le` is the last day to do so, included; `recours`, what it did.

    `retires` are the appeals that it took back, the first first.
    """

    rang: int
    titre: str
    le: datetime.date
    motif: str
    effet: str
    avant_le: datetime.date
    recours: RecoursDeCooperative | None = None
    retires: tuple[RecoursDeCooperative, ...] = ()

    def ouverte(self, au: datetime.date) -> bool:
        """Whether it may still be contested on `au`."""
        return self.recours is None and au <= self.avant_le


def decisions_de(cooperative: Cooperative) -> list[DecisionLue]:
    """Return what was decided against a coop and still stands, the last first. Three queries."""
    lus = actes([cooperative.pk]).get(cooperative.pk, [])
    delai = datetime.timedelta(days=ReglagesDesRecours.lus().delai_jours)
    faits: dict[int, list[RecoursDeCooperative]] = {}
    for recours in _recours(cooperative):
        faits.setdefault(recours.decision.rang, []).append(recours)

    histoire = rejouer(lus)
    decisions = [
        _lue(acte, histoire, delai, faits.get(acte.rang, []))
        for acte in en_vigueur(lus)
        if acte.operation in CONTESTABLES
    ]
    return decisions[::-1]


def decision_de(cooperative: Cooperative, rang: int) -> DecisionLue | None:
    """Return the decision of this rank, None for one that does not stand or is not of those one contests."""
    return next((decision for decision in decisions_de(cooperative) if decision.rang == rang), None)


def _recours(cooperative: Cooperative) -> list[RecoursDeCooperative]:
    siens = RecoursDeCooperative.objects.filter(cooperative=cooperative).order_by("pk")
    return list(siens.select_related("decision", "seance", "depose_par", "retire_par"))


def _lue(acte: Acte, histoire: Histoire, delai: datetime.timedelta, faits: list[RecoursDeCooperative]) -> DecisionLue:
    operation = Operation(acte.operation)
    titre, effet = TITRES[operation], EFFETS[operation]
    if _est_un_non_renouvellement(acte, histoire):
        titre, effet = NON_RENOUVELLEMENT, EFFET_DU_NON_RENOUVELLEMENT
    if isinstance(acte.charge, DecisionSurLabel):
        titre = f"{titre} {acte.charge.numero}"

    assert acte.enregistre_le is not None  # noqa: S101 - read from the journal
    connue_le = max(acte.decide_le, timezone.localdate(acte.enregistre_le))
    retires = tuple(recours for recours in faits if recours.etat == EtatDuRecours.RETIRE)
    recours = next((recours for recours in faits if recours not in retires), None)
    return DecisionLue(acte.rang, titre, acte.prend_effet_le, acte.motif, effet, connue_le + delai, recours, retires)


def _est_un_non_renouvellement(acte: Acte, histoire: Histoire) -> bool:
    """Whether what was refused is the renewal of a label."""
    if not isinstance(acte.charge, DecisionSurDossier):
        return False
    dossier = histoire.dossier(acte.charge.dossier)
    return dossier is not None and bool(dossier.depot.renouvelle)
