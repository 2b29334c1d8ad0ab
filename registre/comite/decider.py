"""Deciding a point: the operation of the register and the decision of the session, in one transaction, both or neither.

Two people who decide the same point at once: the second waits for the first, then is told what was decided.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from registre import operations
from registre.comite.droits import decide
from registre.comite.lecture import PointDeSeance, SeanceLue, lire_seance
from registre.comite.models import (
    ConflitDInteret,
    DecisionDeSeance,
    NatureDePoint,
    OrigineDuConflit,
    PointALOrdreDuJour,
    SensDeLaDecision,
)
from registre.comite.models.decision import SANS_OPERATION
from registre.comite.tenue import exiger_modifiable
from registre.ecriture.verrous import verrouiller_le_registre
from registre.models import Evenement
from registre.operations import OperationRefusee
from socle.templatetags.typographie import en_toutes_lettres

# What may be decided of each kind of point, in the order in which a form offers it.
POSSIBLES: dict[str, tuple[SensDeLaDecision, ...]] = {
    NatureDePoint.COMPLETUDE: (SensDeLaDecision.COMPLET, SensDeLaDecision.COMPLEMENT, SensDeLaDecision.AJOURNE),
    NatureDePoint.ADMISSIBILITE: (SensDeLaDecision.ADMISSIBLE, SensDeLaDecision.REFUSE, SensDeLaDecision.AJOURNE),
    NatureDePoint.OCTROI: (SensDeLaDecision.ACCORDE, SensDeLaDecision.REFUSE, SensDeLaDecision.AJOURNE),
    NatureDePoint.RENOUVELLEMENT: (SensDeLaDecision.RENOUVELE, SensDeLaDecision.REFUSE, SensDeLaDecision.AJOURNE),
    NatureDePoint.SUSPENSION: (SensDeLaDecision.SUSPENDU, SensDeLaDecision.SANS_SUITE, SensDeLaDecision.AJOURNE),
    NatureDePoint.LEVEE: (SensDeLaDecision.LEVE, SensDeLaDecision.SANS_SUITE, SensDeLaDecision.AJOURNE),
    NatureDePoint.RETRAIT: (SensDeLaDecision.RETIRE, SensDeLaDecision.SANS_SUITE, SensDeLaDecision.AJOURNE),
}
OPERATIONS: dict[SensDeLaDecision, Callable[..., Any]] = {
    SensDeLaDecision.COMPLET: operations.declarer_complete,
    SensDeLaDecision.COMPLEMENT: operations.demander_complement,
    SensDeLaDecision.ADMISSIBLE: operations.declarer_admissible,
    SensDeLaDecision.REFUSE: operations.refuser,
    SensDeLaDecision.ACCORDE: operations.accorder_label,
    SensDeLaDecision.RENOUVELE: operations.renouveler,
    SensDeLaDecision.SUSPENDU: operations.suspendre,
    SensDeLaDecision.LEVE: operations.lever_suspension,
    SensDeLaDecision.RETIRE: operations.retirer,
}


@dataclass(frozen=True)
class DecisionPrise:
    """What the form says. `suspension` (`SortDeLaSuspension`) is for a renewal alone; votes are all or none."""

    sens: str
    le: datetime.date
    motif: str = ""
    reserves: str = ""
    deliberation: str = ""
    pour: int | None = None
    contre: int | None = None
    abstentions: int | None = None
    suspension: str = ""


class DejaDecide(OperationRefusee):
    """Somebody decided this point a moment before. `decision` is theirs."""

    def __init__(self, decision: DecisionDeSeance) -> None:
        super().__init__(
            f"Ce point vient d’être décidé ({decision.get_sens_display()}) : votre décision n’est pas écrite."
        )
        self.decision = decision


@transaction.atomic
def decider(point_id: int, prise: DecisionPrise, *, par: Any) -> DecisionDeSeance:
    """Record a decision of the session, and carry it out. Raises `DejaDecide`, or `OperationRefusee`.

    Refused: who may not decide or is in conflict, a session not held, a day before it, no quorum, votes that do not
    add up, and all that the operation itself refuses.
    """
    if not decide(par):
        raise OperationRefusee("Votre rôle ne permet pas de consigner une décision du comité.")
    verrouiller_le_registre()  # first of all locks, as every write of facts does

    seance_id = PointALOrdreDuJour.objects.values_list("seance_id", flat=True).get(pk=point_id)
    exiger_modifiable(seance_id)
    PointALOrdreDuJour.objects.select_for_update(of=("self",)).get(pk=point_id)
    lue, lu = lire_le_point(point_id)
    if lu.decision is not None:
        raise DejaDecide(lu.decision)
    _exiger(lue, lu, prise, par)

    _garder_les_conflits(lu)
    rang = _executer(lu, prise, par)

    champs = {nom: valeur for nom, valeur in vars(prise).items() if nom != "suspension"} | _votes(prise)
    return DecisionDeSeance.objects.create(
        point=lu.point, rang=rang, presents=lu.quorum.presents, requis=lu.quorum.requis, par=par, **champs
    )


def lire_le_point(point_id: int) -> tuple[SeanceLue, PointDeSeance]:
    """Return a point with its session as they stand. Raises `PointALOrdreDuJour.DoesNotExist`."""
    point = PointALOrdreDuJour.objects.select_related("seance").get(pk=point_id)
    lue = lire_seance(point.seance)
    return lue, next(lu for lu in lue.points if lu.point.pk == point_id)


def empechement(lue: SeanceLue, lu: PointDeSeance, user: Any) -> str:
    """Why nothing can be decided of a point by this account now, in a sentence; empty when it can."""
    if lue.seance.le > timezone.localdate():
        return f"La séance se tient le {en_toutes_lettres(lue.seance.le)} : rien ne se décide avant."
    if not lue.reunion.tenue:
        return "La séance n’est pas encore tenue : notez d’abord les présences."
    if lu.concerne(lue.siege_de(user)) or interets_du_compte(user, lu):
        return "Vous avez un conflit d’intérêts sur ce point : une autre personne consigne la décision."
    if not lu.quorum.atteint:
        return (
            f"Le quorum n’est pas atteint sur ce point : {lu.quorum.presents} sur {lu.quorum.requis} requis, "
            "sans les membres en conflit d’intérêts."
        )
    return ""


def interets_du_compte(user: Any, lu: PointDeSeance) -> bool:
    """Whether this account, seat or not, acts for the coop of a point. One query."""
    return user.appartenances.filter(cooperative=lu.point.cooperative_id).exists()


def _exiger(lue: SeanceLue, lu: PointDeSeance, prise: DecisionPrise, par: Any) -> None:
    """Refuse what the session does not allow. Raises `OperationRefusee`."""
    if prise.sens not in POSSIBLES.get(lu.point.nature, ()):
        raise OperationRefusee("Cette décision n’est pas possible sur ce point.", champ="sens")
    if refus := empechement(lue, lu, par):
        raise OperationRefusee(refus)
    if prise.le < lue.seance.le:
        le = en_toutes_lettres(lue.seance.le)
        raise OperationRefusee(f"La décision précède la séance, tenue le {le}.", champ="le")
    if prise.sens in SANS_OPERATION and not prise.motif.strip():
        raise OperationRefusee("Dites pourquoi.", champ="motif")

    votes = (prise.pour, prise.contre, prise.abstentions)
    exprimes = sum(vote or 0 for vote in votes)
    if any(vote is not None for vote in votes) and exprimes != lu.quorum.presents:
        raise OperationRefusee(
            f"Les votes font {exprimes} : {lu.quorum.presents} membres présents peuvent voter sur ce point.",
            champ="pour",
        )


def _votes(prise: DecisionPrise) -> dict[str, int | None]:
    """The votes, all three or none: of those that were counted, one left empty is none."""
    votes = {nom: getattr(prise, nom) for nom in ("pour", "contre", "abstentions")}
    comptes = any(vote is not None for vote in votes.values())
    return {nom: (vote or 0) if comptes else None for nom, vote in votes.items()}


def _garder_les_conflits(lu: PointDeSeance) -> None:
    """Keep the interests found, so that the minutes say who took no part, whatever comes after."""
    ConflitDInteret.objects.bulk_create(
        (
            ConflitDInteret(point=lu.point, membre=conflit.membre, origine=conflit.origine)
            for conflit in lu.conflits
            if conflit.origine == OrigineDuConflit.CONSTATE
        ),
        ignore_conflicts=True,
    )


def _executer(lu: PointDeSeance, prise: DecisionPrise, par: Any) -> int | None:
    """Call the operation of this decision and return the rank of its event; None when there is none to call."""
    if prise.sens in SANS_OPERATION:
        return None
    objet = lu.label if lu.point.numero else lu.candidature
    if objet is None:
        raise OperationRefusee("Ce qui devait être décidé n’est plus au registre : son dépôt ou son octroi est annulé.")

    suite = {"suspension": prise.suspension} if prise.sens == SensDeLaDecision.RENOUVELE else {}
    OPERATIONS[SensDeLaDecision(prise.sens)](objet.pk, par=par, le=prise.le, motif=prise.motif, **suite)
    evenements = Evenement.objects.filter(cooperative=lu.point.cooperative_id)
    return evenements.order_by("-rang").values_list("rang", flat=True)[0]
