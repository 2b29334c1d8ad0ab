"""Taking over a label granted before this register existed: its whole course, decision by decision, in the journal."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from raison_detre.models import Referentiel
from registre.coherence import debut_attendu
from registre.composition import Choix
from registre.ecriture import Flux, OperationRefusee
from registre.etats import Operation
from registre.models import Label
from registre.operations.ecriture import journal_de, label_relu
from registre.operations.instruction import deposer_au, juger_au
from registre.operations.label import octroyer_au
from registre.operations.maintien import lever_au, retirer_au, suspendre_au
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


def reprendre(cooperative_id: int, historique: LabelHistorique, *, referentiel: Referentiel, par: User | None) -> Label:
    """Write the label through the same decisions as any other. Raises `OperationRefusee`.

    Two things differ, because the old files have them or lack them: the number and the end are those already given,
    and no indicator is asked for. It is known from today, whatever the days it speaks of.
    """
    with journal_de(cooperative_id) as flux:
        reprendre_au(flux, historique, referentiel=referentiel, par=par)
    return label_relu(historique.numero)


def reprendre_au(flux: Flux, historique: LabelHistorique, *, referentiel: Referentiel, par: User | None) -> None:
    """Write a label's course in an open journal, all of it or nothing. Raises `OperationRefusee` naming its column."""
    _exiger_un_numero(flux, historique)
    _exiger_des_suites(historique)
    precedent = flux.histoire.dernier_label
    renouvelle = precedent if precedent is not None and not precedent.retire_le else None
    _exiger_un_debut(flux, historique, renouvelle.numero if renouvelle else "")

    with flux.essai():
        rang = deposer_au(
            flux,
            Operation.DEPOSER_RENOUVELLEMENT if renouvelle else Operation.DEPOSER,
            referentiel,
            [Choix(numero) for numero in historique.engagements],
            par=par,
            le=historique.deposee_le,
            motif=MOTIF,
            regles=replace(referentiel.regles, indicateurs_minimum_par_engagement=0),
        )
        for operation in (Operation.DECLARER_COMPLETE, Operation.DECLARER_ADMISSIBLE):
            juger_au(flux, rang, operation, par=par, le=historique.admissible_le, motif=MOTIF)
        octroyer_au(
            flux,
            rang,
            Operation.RENOUVELER if renouvelle else Operation.ACCORDER_LABEL,
            par=par,
            le=historique.octroye_le,
            motif=MOTIF,
            numero=historique.numero,
            valide_du=historique.valide_du,
            valide_jusqu_au=historique.valide_jusqu_au,
        )
        _reprendre_les_suites(flux, historique, par)


def _exiger_un_numero(flux: Flux, historique: LabelHistorique) -> None:
    numero, annee = historique.numero, historique.octroye_le.year
    if numero[3:7] != str(annee):
        raise OperationRefusee(
            _("Le numéro %(numero)s n'est pas de %(year)s, année de l'octroi.") % {"numero": numero, "year": annee},
            champ="numero_label",
        )
    if flux.lot.numeros.pris_deja(annee, numero):
        raise OperationRefusee(
            _("Le numéro %(numero)s est déjà donné à un autre label.") % {"numero": numero}, champ="numero_label"
        )


def _exiger_des_suites(historique: LabelHistorique) -> None:
    """Refuse what speaks of a suspension or a withdrawal without its day, or a day out of order."""
    if historique.suspension_levee_le and not historique.suspendu_le:
        raise OperationRefusee(
            _("Une suspension levée a commencé : donnez « suspendu_le », ou ôtez cette date."),
            champ="suspension_levee_le",
        )
    if historique.motif_suspension and not historique.suspendu_le:
        raise OperationRefusee(
            _("Un motif de suspension va avec sa date : donnez « suspendu_le »."), champ="motif_suspension"
        )
    if historique.motif_retrait and not historique.retire_le:
        raise OperationRefusee(_("Un motif de retrait va avec sa date : donnez « retire_le »."), champ="motif_retrait")
    if historique.valide_jusqu_au < historique.valide_du:
        raise OperationRefusee(_("La fin de validité vient après son début."), champ="valide_jusqu_au")


def _exiger_un_debut(flux: Flux, historique: LabelHistorique, renouvelle: str) -> None:
    """Refuse a validity that leaves a hole after the grant, or begins before it."""
    attendu = debut_attendu(flux.histoire, renouvelle, historique.octroye_le)
    if historique.valide_du != attendu:
        raise OperationRefusee(
            _(
                "La validité commence le jour de l'octroi, ou le lendemain du label précédent s'il vaut encore : "
                "le %(attendu)s."
            )
            % {"attendu": f"{attendu:%d/%m/%Y}"},
            champ="valide_du",
        )


def _reprendre_les_suites(flux: Flux, historique: LabelHistorique, par: User | None) -> None:
    """Write the suspension and the withdrawal, when there were."""
    numero = historique.numero
    if historique.suspendu_le:
        suspendre_au(flux, numero, par=par, le=historique.suspendu_le, motif=historique.motif_suspension)
        if historique.suspension_levee_le:
            lever_au(flux, numero, par=par, le=historique.suspension_levee_le, motif=MOTIF)
    if historique.retire_le:
        retirer_au(flux, numero, par=par, le=historique.retire_le, motif=historique.motif_retrait)
