"""Where a candidature or a label stands today, in a sentence. Pure, save for the day it is asked on."""

import datetime

from django.utils.translation import gettext as _

from registre.cycle import UN_JOUR, statut_de_label
from registre.etats import Etat, StatutDeLabel
from registre.journal.application import suspension_en_cours
from registre.journal.histoire import Dossier, Histoire, LabelOctroye
from socle.templatetags.typographie import en_toutes_lettres


def situation_de_dossier(dossier: Dossier) -> str:
    """Return where a candidature stands, and since when."""
    le = {
        Etat.DEPOSEE: dossier.deposee_le,
        Etat.A_COMPLETER: dossier.complement_demande_le,
        Etat.COMPLETE: dossier.complete_le,
        Etat.ADMISSIBLE: dossier.admissible_le,
    }.get(dossier.etat, dossier.close_le)
    phrases = {
        Etat.DEPOSEE: _("Déposée le %(le)s : la Fédération n’a pas encore dit si le dossier est complet."),
        Etat.A_COMPLETER: _("Un complément est demandé à la coopérative depuis le %(le)s."),
        Etat.COMPLETE: _("Le dossier est complet depuis le %(le)s : l’admissibilité n’est pas encore décidée."),
        Etat.ADMISSIBLE: _("Admissible depuis le %(le)s : la coopérative est publiquement engagée."),
        Etat.LABELLISEE: _("Le label a été accordé le %(le)s : cette candidature est close."),
        Etat.REFUSEE: _("Refusée le %(le)s : cette candidature est close."),
        Etat.ABANDONNEE: _("Abandonnée le %(le)s : cette candidature est close."),
    }

    return phrases[dossier.etat] % {"le": en_toutes_lettres(le or dossier.deposee_le)}


def situation_de_label(histoire: Histoire, label: LabelOctroye, au: datetime.date) -> str:
    """Return what a label is on `au`, since when or until when."""
    statut = statut_de_label(histoire.faits_de(label), au)
    if statut == StatutDeLabel.SUSPENDUE:
        ouverte = suspension_en_cours(histoire, label)
        le = max(ouverte.suspendu_le, label.valide_du) if ouverte else label.valide_du
    else:
        le = {
            StatutDeLabel.A_VENIR: label.valide_du,
            StatutDeLabel.LABELLISEE: label.valide_jusqu_au,
            StatutDeLabel.RETIREE: label.retire_le,
            StatutDeLabel.ECHUE: label.valide_jusqu_au + UN_JOUR,
            StatutDeLabel.ABSORBEE: label.clos_le,
        }[statut] or label.valide_du

    phrases = {
        StatutDeLabel.A_VENIR: _("Accordé, il commence le %(le)s."),
        StatutDeLabel.LABELLISEE: _("En vigueur jusqu’au %(le)s inclus."),
        StatutDeLabel.SUSPENDUE: _("Suspendu depuis le %(le)s."),
        StatutDeLabel.RETIREE: _("Retiré depuis le %(le)s."),
        StatutDeLabel.ECHUE: _("Échu depuis le %(le)s."),
        StatutDeLabel.ABSORBEE: _("Clos par absorption depuis le %(le)s."),
    }

    return phrases[statut] % {"le": en_toutes_lettres(le)}
