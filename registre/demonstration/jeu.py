"""Playing one decision of a story in its coop's open journal, by the operation that takes it."""

from collections.abc import Callable
from typing import Any

from raison_detre.models import Referentiel
from registre.demonstration.noms import siren_fictif
from registre.demonstration.plans import DecisionPlanifiee
from registre.demonstration.recits import Decision
from registre.demonstration.releves import releves
from registre.ecriture import Flux
from registre.etats import CHANGEMENTS_D_IDENTITE, DEPOTS, OCTROIS, NaturePoint, Operation
from registre.journal.histoire import Dossier, LabelOctroye
from registre.models import Cooperative
from registre.operations import absorber
from registre.operations.correction import annuler_au, corriger_au, corriger_motif_au
from registre.operations.dispense import dispenser_au
from registre.operations.identite import changer_au, quitter_au, revenir_au
from registre.operations.instruction import deposer_au, juger_au
from registre.operations.label import octroyer_au
from registre.operations.maintien import lever_au, retirer_au, suspendre_au
from registre.operations.suivi import consigner_point_au, consigner_visite_au


def jouer(flux: Flux, etape: DecisionPlanifiee, referentiel: Referentiel) -> None:
    """Carry out one decision. What is not an operation of its own below is a judgement of the candidature."""
    decision = etape.decision
    if decision.operation in DEPOTS:
        deposer_au(flux, decision.operation, referentiel, etape.choix, **_communs(decision))
    elif decision.operation in OCTROIS:
        rang, suites = _dossier(flux).rang, dict(decision.faits)
        octroyer_au(flux, rang, decision.operation, **_communs(decision), **suites)
    elif decision.operation in CHANGEMENTS_D_IDENTITE:
        changer_au(flux, decision.operation, dict(decision.faits), **_communs(decision))
    elif autre := _AUTRES.get(decision.operation):
        autre(flux, decision)
    else:
        juger_au(flux, _dossier(flux).rang, decision.operation, **_communs(decision))


def _communs(decision: Decision) -> dict[str, Any]:
    return {"par": None, "le": decision.le, "motif": decision.motif}


def _dossier(flux: Flux) -> Dossier:
    return max(flux.histoire.dossiers, key=lambda dossier: dossier.cycle)


def _label(flux: Flux) -> LabelOctroye:
    return max(flux.histoire.labels, key=lambda label: label.cycle)


def _consigner_point(flux: Flux, decision: Decision) -> None:
    dossier = _dossier(flux)
    lus = tuple(releves(dossier, decision))
    consigner_point_au(flux, dossier.rang, decision.mois, **_communs(decision), releves=lus)


def _consigner_visite(flux: Flux, decision: Decision) -> None:
    dossier = _dossier(flux)
    consigner_visite_au(flux, dossier.rang, **_communs(decision), releves=tuple(releves(dossier, decision)))


def _dispenser(flux: Flux, decision: Decision) -> None:
    dispenser_au(flux, _dossier(flux).rang, NaturePoint.POINT_ETAPE, decision.mois, **_communs(decision))


def _etre_absorbee(flux: Flux, decision: Decision) -> None:
    absorbante = Cooperative.objects.get(siren=siren_fictif(decision.faits["absorbante"]))
    absorber(absorbante.pk, absorbee_id=flux.cooperative.pk, sort=decision.faits["sort"], **_communs(decision))


def _vise(flux: Flux, decision: Decision) -> int:
    """Return the rank of the latest event of the kind that a correction is about."""
    return max(acte.rang for acte in flux.actes if acte.operation == decision.faits["vise"])


def _corriger(flux: Flux, decision: Decision) -> None:
    corriger_au(flux, _vise(flux, decision), par=None, motif=decision.motif, le=decision.faits["le"])


def _corriger_motif(flux: Flux, decision: Decision) -> None:
    nouveau = decision.faits["nouveau"]
    corriger_motif_au(flux, _vise(flux, decision), par=None, nouveau=nouveau, motif=decision.motif)


def _annuler(flux: Flux, decision: Decision) -> None:
    annuler_au(flux, _vise(flux, decision), par=None, motif=decision.motif)


_AUTRES: dict[Operation, Callable[[Flux, Decision], None]] = {
    Operation.CONSIGNER_POINT_ETAPE: _consigner_point,
    Operation.CONSIGNER_VISITE: _consigner_visite,
    Operation.DISPENSER: _dispenser,
    Operation.SUSPENDRE: lambda flux, decision: suspendre_au(flux, _label(flux).numero, **_communs(decision)),
    Operation.LEVER_SUSPENSION: lambda flux, decision: lever_au(flux, _label(flux).numero, **_communs(decision)),
    Operation.RETIRER: lambda flux, decision: retirer_au(flux, _label(flux).numero, **_communs(decision)),
    Operation.QUITTER: lambda flux, decision: quitter_au(flux, **_communs(decision)),
    Operation.REVENIR: lambda flux, decision: revenir_au(flux, **_communs(decision)),
    Operation.ETRE_ABSORBEE: _etre_absorbee,
    Operation.CORRIGER: _corriger,
    Operation.CORRIGER_MOTIF: _corriger_motif,
    Operation.ANNULER: _annuler,
}
