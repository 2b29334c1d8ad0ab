"""What the administrator is told of the public log of this machine."""

import os

from django.conf import settings
from django.utils.translation import gettext as _

from registre.preuve.cles.registre_des_cles import DOSSIER_DES_POINTS
from registre.preuve.journal_public.dernier_point import dernier_point
from registre.preuve.journal_public.preuves import Lecture


def etat_du_journal_public() -> str:
    """Return one line for `/sante/pret`: whether the log still begins as what was signed of it."""
    if settings.KEYS_ROOT is None:
        return _("non signé")
    if rompu := rupture_du_journal():
        return _("rompu : %s") % rompu
    if (garde := dernier_point()) is None:
        return _("rien n’en a encore été signé")

    dossier = settings.KEYS_ROOT / DOSSIER_DES_POINTS
    suit = _("suit le dernier point signé, %s feuilles") % garde.taille
    return suit if os.access(dossier, os.W_OK) else _("%s ; les suivants ne peuvent être gardés") % suit


def rupture_du_journal() -> str:
    """Return why the log of now is not to be signed, in a sentence; empty when it may."""
    return Lecture().rupture if settings.KEYS_ROOT is not None else ""
