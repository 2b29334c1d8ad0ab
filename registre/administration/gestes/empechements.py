"""Why a decision cannot be taken of an object as it stands: a few words fit to follow its name, empty when it can.

A courtesy: the operation itself refuses what must not be.
"""

import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from registre import cycle
from registre.administration.formulaires.points import mois_a_consigner
from registre.etats import CLOS, OCTROIS, POINTS, Etat, NaturePoint, Operation
from registre.exigences import a_dispenser, manquantes
from registre.journal.application import suspension_en_cours
from registre.journal.histoire import Dossier, Histoire, LabelOctroye
from registre.models import Candidature
from socle.templatetags.typographie import en_toutes_lettres

# The states of a candidature in the order in which it goes through them.
COURSE = (Etat.DEPOSEE, Etat.A_COMPLETER, Etat.COMPLETE, Etat.ADMISSIBLE)


def sur_candidature(operation: Operation, candidature: Candidature, histoire: Histoire, au: datetime.date) -> str:
    """Why this cannot be decided of a candidature on `au`."""
    etat, dossier = Etat(candidature.etat), histoire.dossier(candidature.rang)
    if operation in POINTS:
        return _d_un_point(operation, candidature)
    if operation == Operation.DISPENSER:
        return _d_une_dispense(candidature, histoire, dossier)

    depuis = cycle.PAR_OPERATION[operation].depuis
    if etat in depuis:
        return _d_un_octroi(histoire, dossier, au) if operation in OCTROIS and dossier is not None else ""
    if etat not in CLOS and COURSE.index(etat) < min(COURSE.index(requis) for requis in depuis):
        requis = min(depuis, key=COURSE.index)
        return _("la candidature n’est pas encore %(etat)s") % {"etat": requis.label}
    if etat == Etat.LABELLISEE:
        return _("le label est déjà accordé")

    return _("la candidature est déjà %(etat)s") % {"etat": etat.label}


def concerne(operation: Operation, candidature: Candidature) -> bool:
    """Whether a decision is of this kind of candidature: a first label is granted, the next ones are renewed."""
    if operation not in OCTROIS:
        return True
    return (candidature.renouvelle_id is not None) == (operation == Operation.RENOUVELER)


def _d_un_point(operation: Operation, candidature: Candidature) -> str:
    if candidature.admissible_le is None:
        if candidature.etat in CLOS:
            return _("la candidature est close sans avoir été admissible")
        return _("la candidature n’est pas encore admissible")
    if operation == Operation.CONSIGNER_VISITE:
        vue = candidature.points.filter(nature=NaturePoint.VISITE).exists()
        return _("la visite est déjà consignée") if vue else ""
    return "" if mois_a_consigner(candidature) else _("tous les points sont déjà consignés")


def _d_une_dispense(candidature: Candidature, histoire: Histoire, dossier: Dossier | None) -> str:
    if candidature.admissible_le is None:
        return _d_un_point(Operation.DISPENSER, candidature)
    if candidature.etat in CLOS and candidature.etat != Etat.LABELLISEE:
        return _("la candidature est close")
    reste = dossier is not None and a_dispenser(histoire, dossier)
    return "" if reste else _("tous les points sont déjà consignés ou dispensés")


def _d_un_octroi(histoire: Histoire, dossier: Dossier, au: datetime.date) -> str:
    """What the rules ask for and that is neither held nor waived."""
    noms = [manque.nom for manque in manquantes(histoire, dossier, au)]
    if not noms:
        return ""
    mots = _("il manque %(quoi)s ; consignez ce qui est tenu, ou dispensez-en la coopérative")
    return mots % {"quoi": get_text_list(noms, _("et"))}


def sur_label(operation: Operation, histoire: Histoire, label: LabelOctroye, au: datetime.date) -> str:
    """Why this cannot be decided of a label on `au`."""
    if fini := _fini(label, au):
        return fini
    if operation == Operation.RETIRER:
        return _du_retrait(histoire, label)
    return _de_suspension(operation, histoire, label, au)


def _fini(label: LabelOctroye, au: datetime.date) -> str:
    if label.retire_le is not None:
        return _("le label est déjà retiré")
    if label.clos_le is not None:
        return _("le label est clos par une absorption")
    fin = {"le": en_toutes_lettres(label.valide_jusqu_au)}
    return _("le label a pris fin le %(le)s") % fin if label.valide_jusqu_au < au else ""


def _du_retrait(histoire: Histoire, label: LabelOctroye) -> str:
    suivant = histoire.suivant(label)
    if suivant is None or suivant.retire_le is not None:
        return ""
    return _("son renouvellement %(numero)s est accordé, retirez-le d’abord") % {"numero": suivant.numero}


def _de_suspension(operation: Operation, histoire: Histoire, label: LabelOctroye, au: datetime.date) -> str:
    if label.valide_du > au:
        return _("le label ne commence que le %(le)s") % {"le": en_toutes_lettres(label.valide_du)}
    suspendu = suspension_en_cours(histoire, label) is not None
    if suspendu and operation == Operation.SUSPENDRE:
        return _("le label est déjà suspendu")
    return _("le label n’est pas suspendu") if not suspendu and operation == Operation.LEVER_SUSPENSION else ""


def sur_cooperative(operation: Operation, histoire: Histoire) -> str:
    """Why this cannot be recorded of a coop."""
    if histoire.absorbee is not None:
        return _("la coopérative a été absorbée")
    jusqu_au = histoire.adhesion[1]
    if operation == Operation.QUITTER and jusqu_au is not None:
        return _("son départ est déjà consigné, au %(le)s") % {"le": en_toutes_lettres(jusqu_au)}
    if operation == Operation.REVENIR and jusqu_au is None:
        return _("elle est membre de la Fédération")
    return ""
