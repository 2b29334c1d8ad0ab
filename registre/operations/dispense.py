"""Waiving a point or the visit: what a grant would wait for, the committee does not ask for, and says why."""

import datetime

from django.utils.translation import gettext as _

from raison_detre.regles import Regles
from registre.ecriture import Flux, OperationRefusee
from registre.etats import Etat, NaturePoint, Operation
from registre.exigences import manquantes
from registre.journal.charges import Dispense
from registre.journal.histoire import Dossier
from registre.models import DispenseDePoint
from registre.operations.ecriture import dossier_ouvert, exiger_date, exiger_dossier, exiger_motif
from socle.models import User


def dispenser(  # noqa: PLR0913 - which point, and the three of every operation
    candidature_id: int, *, nature: NaturePoint, mois: int, par: User | None, le: datetime.date, motif: str
) -> DispenseDePoint:
    """Waive, from `le` on, a progress point or the visit of a candidature under way, or a mid-term point.

    The mid-term point is that of the label granted; asked of a renewal under way, of the label it follows. `motif` is
    kept in the journal, never published. Raises `OperationRefusee` when the rules have no such point, when it is held
    or waived already, or without a reason.
    """
    with dossier_ouvert(candidature_id) as (flux, dossier):
        vise = _dossier_du_point(flux, dossier, nature)
        rang = dispenser_au(flux, vise.rang, nature, mois, par=par, le=le, motif=motif)

    dispenses = DispenseDePoint.objects.select_related("candidature")
    return dispenses.get(candidature__cooperative=flux.cooperative, rang=rang)


def dispenser_au(  # noqa: PLR0913
    flux: Flux,
    rang: int,
    nature: NaturePoint,
    mois: int,
    *,
    par: User | None,
    le: datetime.date,
    motif: str,
) -> int:
    """Record a waiver in an open journal; return its rank. Raises `OperationRefusee`."""
    dossier = exiger_dossier(flux, rang)
    exiger_motif(motif, _("Une dispense a un motif : dites pourquoi ce point n’est pas demandé."))

    a_mi_parcours = nature == NaturePoint.MI_PARCOURS
    if dossier.etat != (Etat.LABELLISEE if a_mi_parcours else Etat.ADMISSIBLE):
        raise OperationRefusee(
            _("Cette candidature est %(etat)s : ce point ne s’y dispense pas.") % {"etat": dossier.etat.label}
        )
    if mois not in _mois_prevus(dossier, nature):
        raise OperationRefusee(_("L'édition ne prévoit pas de point à %(mois)s mois.") % {"mois": mois})
    exiger_date(
        le,
        depuis=dossier.labellisee_le if a_mi_parcours else dossier.admissible_le,
        quoi=_("la décision qui l'ouvre"),
    )

    charge = Dispense(dossier=rang, nature=nature, mois=mois)
    return flux.consigner(Operation.DISPENSER, charge, par=par, le=le, motif=motif).rang


def _mois_prevus(dossier: Dossier, nature: NaturePoint) -> list[int]:
    regles = Regles(**dossier.depot.regles)
    return {
        NaturePoint.POINT_ETAPE: regles.points_etape_mois,
        NaturePoint.VISITE: [regles.delai_mise_en_oeuvre_mois],
        NaturePoint.MI_PARCOURS: [regles.point_mi_parcours_mois],
    }[nature]


def _dossier_du_point(flux: Flux, dossier: Dossier, nature: NaturePoint) -> Dossier:
    """Return the candidature that this point is of: the mid-term point a renewal waits for is the label's before."""
    if nature != NaturePoint.MI_PARCOURS or dossier.etat == Etat.LABELLISEE or not dossier.depot.renouvelle:
        return dossier
    label = flux.histoire.label(dossier.depot.renouvelle)
    return exiger_dossier(flux, label.dossier) if label else dossier


def exiger_ce_que_demandent_les_regles(flux: Flux, rang: int, le: datetime.date) -> None:
    """Refuse a grant while something it needs is neither held by `le` nor waived. Raises `OperationRefusee`, a
    sentence for each thing missing."""
    manques = manquantes(flux.histoire, exiger_dossier(flux, rang), le)
    if manques:
        mots = _("Il manque %(quoi)s : rien n’en est consigné au %(le)s, et aucune décision n’en dispense.")
        raise OperationRefusee(*(mots % {"quoi": manque.nom, "le": f"{le:%d/%m/%Y}"} for manque in manques))
