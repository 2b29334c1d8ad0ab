"""Playing the stories through the operations, one coop after the other."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from raison_detre.models import Referentiel
from registre import operations
from registre.composition import Choix
from registre.demonstration.plans import EditionLue, plans_absents
from registre.demonstration.presentations import presentation
from registre.demonstration.recits import Decision
from registre.demonstration.releves import releves
from registre.models import Candidature, Cooperative, Indicateur, Operation, SignatureManifeste
from registre.operations import ReleveConsigne
from socle.purge import groupee

_SUR_CANDIDATURE: dict[Operation, Callable[..., Any]] = {
    Operation.DEMANDER_COMPLEMENT: operations.demander_complement,
    Operation.DECLARER_COMPLETE: operations.declarer_complete,
    Operation.DECLARER_ADMISSIBLE: operations.declarer_admissible,
    Operation.REFUSER: operations.refuser,
    Operation.ABANDONNER: operations.abandonner,
    Operation.ACCORDER_LABEL: operations.accorder_label,
    Operation.RENOUVELER: operations.renouveler,
}
_SUR_LABEL: dict[Operation, Callable[..., Any]] = {
    Operation.SUSPENDRE: operations.suspendre,
    Operation.LEVER_SUSPENSION: operations.lever_suspension,
    Operation.RETIRER: operations.retirer,
}
_DEPOTS: dict[Operation, Callable[..., Any]] = {
    Operation.DEPOSER: operations.deposer,
    Operation.DEPOSER_RENOUVELLEMENT: operations.deposer_renouvellement,
}


def sirens_presents() -> set[str]:
    """Return the numbers of the fictional coops already there."""
    return set(Cooperative.objects.filter(demonstration=True).values_list("siren", flat=True))


@transaction.atomic
@groupee()
def charger(nombre: int, *, graine: int, au: datetime.date, referentiel: Referentiel) -> int:
    """Create the fictional coops that are not there yet, up to `nombre`, and return how many were created."""
    edition = EditionLue.lire(referentiel)
    francais = Locale.objects.get(language_code="fr")
    crees = 0
    for plan in plans_absents(nombre, graine, au, edition, sirens_presents()):
        cooperative = Cooperative.objects.create(**plan.champs)
        for decision, choix in plan.decisions:
            jouer(cooperative, decision, choix, referentiel)
        if plan.signature:
            signe_le, consent = plan.signature
            SignatureManifeste.objects.create(
                cooperative=cooperative, referentiel=referentiel, signe_le=signe_le, affichage_consenti=consent
            )
        if texte := presentation(cooperative, francais):
            texte.save()
        crees += 1
    return crees


def jouer(cooperative: Cooperative, decision: Decision, choix: tuple[Choix, ...], referentiel: Referentiel) -> None:
    """Carry out one decision by its operation."""
    communs: dict[str, Any] = {"par": None, "le": decision.le, "motif": decision.motif}
    if decision.operation in _DEPOTS:
        _DEPOTS[decision.operation](cooperative.pk, referentiel=referentiel, choix=choix, **communs)
    elif decision.operation in _SUR_LABEL:
        _SUR_LABEL[decision.operation](cooperative.labels.latest("valide_du").pk, **communs)
    elif decision.operation == Operation.CONSIGNER_POINT_ETAPE:
        candidature = cooperative.candidatures.latest("cycle")
        lus = observer(candidature, decision)
        operations.consigner_point_etape(candidature.pk, mois=decision.mois, releves=lus, **communs)
    elif decision.operation == Operation.CONSIGNER_VISITE:
        candidature = cooperative.candidatures.latest("cycle")
        operations.consigner_visite(candidature.pk, releves=observer(candidature, decision), **communs)
    else:
        _SUR_CANDIDATURE[decision.operation](cooperative.candidatures.latest("cycle").pk, **communs)


def observer(candidature: Candidature, decision: Decision) -> list[ReleveConsigne]:
    """Return what the coop observed on that day, once a day."""
    indicateurs = Indicateur.objects.filter(engagement_pris__candidature=candidature).order_by("pk")
    neufs = indicateurs.exclude(releves__releve_le=decision.le)
    return [
        ReleveConsigne(releve.indicateur_id, releve.valeur, releve.source, releve.preuve)
        for releve in releves(neufs, decision.operation, decision.mois, decision.le)
    ]
