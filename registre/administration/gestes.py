"""The buttons of the admin: which operation each carries out, on what, and when it is offered.

Offering is a courtesy: the operation itself refuses what must not be.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from registre import cycle, operations
from registre.etats import Etat
from registre.models import Candidature, Indicateur, Label, Operation


@dataclass(frozen=True)
class Geste:
    """A button: its operation, its words, what its form asks beside the day and the reason."""

    operation: Operation
    libelle: str | Promise
    executer: Callable[..., Any]
    motif_requis: bool = False
    motif_publie: bool = False
    avec_mois: bool = False
    avec_releves: bool = False

    @property
    def nom(self) -> str:
        """The end of its address."""
        return str(self.operation.value)


SUR_CANDIDATURE = (
    Geste(
        Operation.DEMANDER_COMPLEMENT, _("Demander un complément"), operations.demander_complement, motif_requis=True
    ),
    Geste(Operation.DECLARER_COMPLETE, _("Déclarer le dossier complet"), operations.declarer_complete),
    Geste(Operation.DECLARER_ADMISSIBLE, _("Déclarer admissible"), operations.declarer_admissible),
    Geste(
        Operation.CONSIGNER_POINT_ETAPE,
        _("Consigner un point d’étape"),
        operations.consigner_point_etape,
        avec_mois=True,
        avec_releves=True,
    ),
    Geste(Operation.CONSIGNER_VISITE, _("Consigner la visite"), operations.consigner_visite, avec_releves=True),
    Geste(Operation.ACCORDER_LABEL, _("Accorder le label"), operations.accorder_label),
    Geste(Operation.RENOUVELER, _("Renouveler le label"), operations.renouveler),
    Geste(Operation.REFUSER, _("Refuser"), operations.refuser, motif_requis=True),
    Geste(Operation.ABANDONNER, _("Consigner l’abandon"), operations.abandonner),
)
SUR_LABEL = (
    Geste(Operation.SUSPENDRE, _("Suspendre"), operations.suspendre, motif_requis=True, motif_publie=True),
    Geste(Operation.LEVER_SUSPENSION, _("Lever la suspension"), operations.lever_suspension),
    Geste(Operation.RETIRER, _("Retirer le label"), operations.retirer, motif_requis=True, motif_publie=True),
)
CORRECTION = Geste(Operation.CORRIGER, _("Corriger la date"), operations.corriger, motif_requis=True)

_TRANSITIONS = {transition.nom: transition for transition in cycle.TRANSITIONS}


def gestes_de_candidature(candidature: Candidature) -> list[Geste]:
    """Return what may be done with this candidature as it stands."""
    return [geste for geste in SUR_CANDIDATURE if _offert(geste, candidature)]


def _offert(geste: Geste, candidature: Candidature) -> bool:
    if geste.operation in {Operation.ACCORDER_LABEL, Operation.RENOUVELER}:
        renouvelle = candidature.renouvelle_id is not None
        return candidature.etat == Etat.ADMISSIBLE and renouvelle == (geste.operation == Operation.RENOUVELER)
    if geste.operation == Operation.CONSIGNER_POINT_ETAPE:
        return bool(mois_a_consigner(candidature))
    if geste.operation == Operation.CONSIGNER_VISITE:
        return candidature.etat == Etat.ADMISSIBLE and not candidature.points.filter(nature="visite").exists()
    return candidature.etat in _TRANSITIONS[geste.operation].depuis


def mois_a_consigner(candidature: Candidature) -> list[int]:
    """Return the months of the points still to record, in order: progress points, or the mid-term point of a label."""
    regles = candidature.regles
    tenus = set(candidature.points.exclude(nature="visite").values_list("nature", "mois"))
    if candidature.etat == Etat.ADMISSIBLE:
        return [mois for mois in regles.points_etape_mois if ("point_etape", mois) not in tenus]
    if candidature.etat == Etat.LABELLISEE and ("mi_parcours", regles.point_mi_parcours_mois) not in tenus:
        return [regles.point_mi_parcours_mois]
    return []


def indicateurs_a_relever(candidature: Candidature) -> list[Indicateur]:
    """Return the candidature's indicators, with their values so far, in the order of their engagements."""
    indicateurs = Indicateur.objects.filter(engagement_pris__candidature=candidature)
    indicateurs = indicateurs.select_related("engagement_pris__engagement").prefetch_related("releves")
    return list(indicateurs.order_by("engagement_pris__engagement__numero", "pk"))


def gestes_de_label(label: Label, au: datetime.date) -> list[Geste]:
    """Return what may be done with this label on `au`."""
    if label.retire_le is not None or label.valide_jusqu_au < au:
        return []
    suspendu = label.suspensions.filter(levee_le__isnull=True).exists()
    cache = Operation.SUSPENDRE if suspendu else Operation.LEVER_SUSPENSION
    commence = label.valide_du <= au
    return [
        geste for geste in SUR_LABEL if geste.operation != cache and (commence or geste.operation == Operation.RETIRER)
    ]
