"""Taking over a label granted before this register existed: its whole course, decision by decision, in the journal."""

import datetime
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from raison_detre.models import Referentiel
from registre.coherence import debut_attendu
from registre.composition import ChoixDEngagement, manques
from registre.ecriture import Flux, OperationRefusee
from registre.etats import Operation, SortDeLaSuspension
from registre.journal.application import suspension_en_cours
from registre.journal.histoire import LabelOctroye
from registre.models import Label
from registre.operations.ecriture import journal_de, label_relu
from registre.operations.instruction import deposer_au, juger_au
from registre.operations.label import octroyer_au
from registre.operations.maintien import lever_au, retirer_au, suspendre_au
from socle.models import User

MOTIF = "Reprise de l'historique."


@dataclass(frozen=True)
class LabelHistorique:
    """A granted period as the old files tell it. Both bounds of validity are included.

    A suspension that begins with the label goes on from the one it renews, when that one was suspended.
    """

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
    precedent = flux.histoire.dernier_label
    renouvele = precedent if precedent is not None and not precedent.retire_le else None
    _exiger_un_numero(flux, historique)
    _exiger_des_suites(historique)
    _exiger_le_plus_recent(historique, precedent)
    _exiger_un_debut(flux, historique, renouvele)
    reportee = _suspension_reportee(flux, historique, renouvele)

    with flux.essai():
        rang = _reprendre_le_depot(flux, historique, referentiel, renouvele, par)
        with _colonne("admissible_le"):
            for operation in (Operation.DECLARER_COMPLETE, Operation.DECLARER_ADMISSIBLE):
                juger_au(flux, rang, operation, par=par, le=historique.admissible_le, motif=MOTIF)
        with _colonne("octroye_le"):
            octroyer_au(
                flux,
                rang,
                Operation.RENOUVELER if renouvele else Operation.ACCORDER_LABEL,
                par=par,
                le=historique.octroye_le,
                motif=MOTIF,
                numero=historique.numero,
                valide_du=historique.valide_du,
                valide_jusqu_au=historique.valide_jusqu_au,
                suspension=SortDeLaSuspension.REPORTEE if reportee else "",
            )
        _reprendre_les_suites(flux, historique, par, deja_suspendu=reportee)


@contextmanager
def _colonne(nom: str, **autres: str) -> Iterator[None]:
    """Name the column of what is refused within: `nom`, or the one that stands for the field that was refused."""
    try:
        yield
    except OperationRefusee as refus:
        raise OperationRefusee(*refus.messages, champ=autres.get(refus.champ, nom)) from refus


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


def _exiger_le_plus_recent(historique: LabelHistorique, precedent: LabelOctroye | None) -> None:
    """Refuse a label granted before one that the journal already has: its course would have to be told again."""
    if precedent is not None and historique.octroye_le < precedent.octroye_le:
        raise OperationRefusee(
            _("Le label %(numero)s, octroyé plus tard, est déjà au registre : les plus anciens se reprennent d'abord.")
            % {"numero": precedent.numero},
            champ="octroye_le",
        )


def _exiger_un_debut(flux: Flux, historique: LabelHistorique, renouvele: LabelOctroye | None) -> None:
    """Refuse a validity that leaves a hole after the grant, or begins before it."""
    attendu = debut_attendu(flux.histoire, renouvele.numero if renouvele else "", historique.octroye_le)
    if historique.valide_du != attendu:
        raise OperationRefusee(
            _(
                "La validité commence le jour de l'octroi, ou le lendemain du label précédent s'il vaut encore : "
                "le %(attendu)s."
            )
            % {"attendu": f"{attendu:%d/%m/%Y}"},
            champ="valide_du",
        )


def _suspension_reportee(flux: Flux, historique: LabelHistorique, renouvele: LabelOctroye | None) -> bool:
    """Whether the suspension of the label renewed goes on with this one: it then begins with it."""
    ouverte = suspension_en_cours(flux.histoire, renouvele) if renouvele else None
    if renouvele is None or ouverte is None or historique.octroye_le > renouvele.valide_jusqu_au:
        return False
    if historique.suspendu_le != historique.valide_du:
        raise OperationRefusee(
            _(
                "Le label %(numero)s est alors suspendu : donnez sa levée sur sa ligne, ou ici « %(du)s » "
                "si la suspension se poursuit."
            )
            % {"numero": renouvele.numero, "du": historique.valide_du.isoformat()},
            champ="suspendu_le",
        )
    if historique.motif_suspension not in {"", ouverte.motif}:
        raise OperationRefusee(
            _("La suspension qui se poursuit a un autre motif : « %(motif)s ».") % {"motif": ouverte.motif},
            champ="motif_suspension",
        )

    return True


def _reprendre_le_depot(
    flux: Flux,
    historique: LabelHistorique,
    referentiel: Referentiel,
    renouvele: LabelOctroye | None,
    par: User | None,
) -> int:
    """Write the filing, and return its rank. No indicator is asked for: the old files lost them."""
    choix = [ChoixDEngagement(numero) for numero in historique.engagements]
    regles = replace(referentiel.regles, indicateurs_minimum_par_engagement=0)
    axes = {e.numero: e.axe.numero for e in flux.lot.editions.engagements(referentiel.code).values()}
    if fautes := manques(regles, choix, axes):
        raise OperationRefusee(*fautes, champ="engagements")

    operation = Operation.DEPOSER_RENOUVELLEMENT if renouvele else Operation.DEPOSER

    with _colonne("deposee_le"):
        return deposer_au(
            flux, operation, referentiel, choix, par=par, le=historique.deposee_le, motif=MOTIF, regles=regles
        )


def _reprendre_les_suites(flux: Flux, historique: LabelHistorique, par: User | None, *, deja_suspendu: bool) -> None:
    """Write the suspension and the withdrawal, when there were."""
    numero = historique.numero
    if historique.suspendu_le and not deja_suspendu:
        with _colonne("suspendu_le", motif="motif_suspension"):
            suspendre_au(flux, numero, par=par, le=historique.suspendu_le, motif=historique.motif_suspension)

    if historique.suspension_levee_le:
        with _colonne("suspension_levee_le"):
            lever_au(flux, numero, par=par, le=historique.suspension_levee_le, motif=MOTIF)

    if historique.retire_le:
        with _colonne("retire_le", motif="motif_retrait"):
            retirer_au(flux, numero, par=par, le=historique.retire_le, motif=historique.motif_retrait)
