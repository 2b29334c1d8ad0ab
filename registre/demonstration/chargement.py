"""Playing the stories through the operations, one coop after the other."""

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from raison_detre.models import Engagement, Referentiel
from registre import operations
from registre.demonstration.choix import composer
from registre.demonstration.noms import identite
from registre.demonstration.recits import Decision, raconter
from registre.models import Cooperative, Operation, SignatureManifeste

_SUR_CANDIDATURE: dict[Operation, Callable[..., Any]] = {
    Operation.DEMANDER_COMPLEMENT: operations.demander_complement,
    Operation.DECLARER_COMPLETE: operations.declarer_complete,
    Operation.DECLARER_ADMISSIBLE: operations.declarer_admissible,
    Operation.REFUSER: operations.refuser,
    Operation.ABANDONNER: operations.abandonner,
    Operation.CONSIGNER_VISITE: operations.consigner_visite,
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


@dataclass
class EtatDeLEdition:
    """The edition in force and the axis of each of its engagements, read once."""

    referentiel: Referentiel
    axe_de: dict[int, int] = field(default_factory=dict)

    @classmethod
    def lire(cls, referentiel: Referentiel) -> "EtatDeLEdition":
        """Return the edition with its engagements."""
        lignes = Engagement.objects.sources().filter(referentiel=referentiel).values_list("numero", "axe__numero")
        return cls(referentiel, dict(lignes))


def hasard_de(graine: int, rang: int) -> random.Random:
    """Return the coop's own source of chance: adding coops changes nothing to those already there."""
    return random.Random(f"{graine}/{rang}")  # noqa: S311 - stories, not secrets


@transaction.atomic
def charger(nombre: int, *, graine: int, au: datetime.date, referentiel: Referentiel) -> int:
    """Create the fictional coops that are not there yet, up to `nombre`, and return how many were created."""
    edition = EtatDeLEdition.lire(referentiel)
    presents = set(Cooperative.objects.filter(demonstration=True).values_list("siren", flat=True))
    crees = 0
    for rang in range(nombre):
        hasard = hasard_de(graine, rang)
        champs = identite(rang, hasard)
        if champs["siren"] in presents:
            continue
        adhesion = datetime.date(1990 + hasard.randint(0, 30), hasard.randint(1, 12), 1)
        cooperative = Cooperative.objects.create(**champs, membre_depuis=adhesion)
        for decision in raconter(rang, hasard, au):
            jouer(cooperative, decision, edition, hasard)
        if hasard.random() < 0.6:
            signe_le = datetime.date(2021, 9, 28) + datetime.timedelta(days=hasard.randint(0, 900))
            consent = hasard.random() < 0.9
            SignatureManifeste.objects.create(
                cooperative=cooperative, referentiel=referentiel, signe_le=signe_le, affichage_consenti=consent
            )
        crees += 1
    return crees


def jouer(cooperative: Cooperative, decision: Decision, edition: EtatDeLEdition, hasard: random.Random) -> None:
    """Carry out one decision by its operation."""
    communs: dict[str, Any] = {"par": None, "le": decision.le, "motif": decision.motif}
    if decision.operation in _DEPOTS:
        regles = edition.referentiel.regles
        choix = composer(
            hasard, edition.axe_de, decision.le, regles.engagements_minimum, regles.engagements_minimum_par_axe
        )
        depot = _DEPOTS[decision.operation]
        depot(cooperative.pk, referentiel=edition.referentiel, choix=choix, **communs)
    elif decision.operation in _SUR_LABEL:
        _SUR_LABEL[decision.operation](cooperative.labels.latest("valide_du").pk, **communs)
    elif decision.operation == Operation.CONSIGNER_POINT_ETAPE:
        operations.consigner_point_etape(cooperative.candidatures.latest("cycle").pk, mois=decision.mois, **communs)
    else:
        _SUR_CANDIDATURE[decision.operation](cooperative.candidatures.latest("cycle").pk, **communs)
