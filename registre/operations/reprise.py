"""Taking over a label granted before this register existed: its whole course, decision by decision, in the journal."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from raison_detre.models import Referentiel
from registre import cycle
from registre.composition import Choix
from registre.models import Label, Operation
from registre.operations.ecriture import OperationRefusee, relire, verrouiller
from registre.operations.instruction import declarer_admissible, declarer_complete, dernier_label, ecrire_depot
from registre.operations.label import lever_suspension, octroyer, retirer, suspendre, verrouiller_compteur
from socle.models import User

MOTIF = "Reprise de l'historique."


@dataclass(frozen=True)
class LabelHistorique:
    """A granted period as the old files tell it. Both bounds of validity are included."""

    numero: str
    deposee_le: datetime.date
    admissible_le: datetime.date
    octroye_le: datetime.date
    valide_du: datetime.date
    valide_jusqu_au: datetime.date
    engagements: Sequence[int]
    suspendu_le: datetime.date | None = None
    suspension_levee_le: datetime.date | None = None
    motif_suspension: str = ""
    retire_le: datetime.date | None = None
    motif_retrait: str = ""


@transaction.atomic
def reprendre(cooperative_id: int, historique: LabelHistorique, *, referentiel: Referentiel, par: User | None) -> Label:
    """Write the label through the same decisions as any other. Raises `OperationRefusee`.

    Two things differ, because the old files have them or lack them: the number and the end are those already given,
    and no indicator is asked for.
    """
    cooperative = verrouiller(cooperative_id)
    precedent = dernier_label(cooperative)
    _exiger_suite(historique, precedent)
    renouvelle = precedent if precedent and not precedent.retire_le else None
    regles = replace(referentiel.regles, indicateurs_minimum_par_engagement=0)
    candidature = ecrire_depot(
        cooperative,
        Operation.DEPOSER_RENOUVELLEMENT if renouvelle else Operation.DEPOSER,
        renouvelle,
        referentiel,
        [Choix(numero) for numero in historique.engagements],
        par=par,
        le=historique.deposee_le,
        motif=MOTIF,
        depuis=(precedent.retire_le or precedent.valide_du) if precedent else None,
        regles=regles,
    )
    declarer_complete(candidature.pk, par=par, le=historique.admissible_le, motif=MOTIF)
    declarer_admissible(candidature.pk, par=par, le=historique.admissible_le, motif=MOTIF)
    label = octroyer(
        relire(candidature.pk),
        Operation.RENOUVELER if renouvelle else Operation.ACCORDER_LABEL,
        valide_du=historique.valide_du,
        par=par,
        le=historique.octroye_le,
        motif=MOTIF,
        numero=historique.numero,
        valide_jusqu_au=historique.valide_jusqu_au,
    )
    _retenir_numero(historique)
    _reprendre_suites(label, historique, par)
    label.refresh_from_db()
    return label


def _exiger_suite(historique: LabelHistorique, precedent: Label | None) -> None:
    """Refuse a validity that leaves a hole after the grant, or a number of another year."""
    if historique.numero[3:7] != str(historique.octroye_le.year):
        raise OperationRefusee(
            _("Le numéro %(numero)s n'est pas de %(year)s, année de l'octroi.")
            % {"numero": historique.numero, "year": historique.octroye_le.year}
        )
    suite = precedent.valide_jusqu_au + cycle.UN_JOUR if precedent and not precedent.retire_le else None
    if historique.valide_du not in {historique.octroye_le, suite}:
        raise OperationRefusee(_("La validité commence le jour de l'octroi, ou le lendemain du label précédent."))
    if historique.valide_jusqu_au < historique.valide_du:
        raise OperationRefusee(_("La fin de validité vient après son début."))


def _retenir_numero(historique: LabelHistorique) -> None:
    """Move the year's counter past the number, so that it is never given again."""
    compteur = verrouiller_compteur(historique.octroye_le.year)
    compteur.dernier = max(compteur.dernier, int(historique.numero[8:]))
    compteur.save(update_fields=["dernier"])


def _reprendre_suites(label: Label, historique: LabelHistorique, par: User | None) -> None:
    """Write the suspension and the withdrawal, when there were."""
    if historique.suspendu_le:
        suspendre(label.pk, par=par, le=historique.suspendu_le, motif=historique.motif_suspension)
        if historique.suspension_levee_le:
            lever_suspension(label.pk, par=par, le=historique.suspension_levee_le, motif=MOTIF)
    if historique.retire_le:
        retirer(label.pk, par=par, le=historique.retire_le, motif=historique.motif_retrait)
