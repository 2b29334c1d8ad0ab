"""What goes with a status in words, wherever a coop is checked: what a word and a date alone would let one misread."""

import datetime

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from registre.cycle import UN_JOUR
from registre.public.verifier.porteurs import Porteur
from registre.templatetags.statuts import phrase
from socle.templatetags.typographie import jour


def precisions(porteur: Porteur, siren_demande: str = "") -> tuple[str, ...]:
    """Return the sentences that go with a coop's status; `siren_demande` is the number by which it was asked for."""
    trouvees = [_absorption(porteur), _ancien_label(porteur), _depart(porteur), _siren(porteur, siren_demande)]
    return tuple(phrase for phrase in trouvees if phrase)


def statut_en_mots(porteur: Porteur) -> str:
    """Return the status as plain words, "Labellisée jusqu’au 14 mars 2028"; absorbed, a coop has none of its own."""
    if porteur.absorbee_le is not None:
        return _("Absorbée le %(jour)s") % {"jour": _en_mots(porteur.absorbee_le)}
    return strip_tags(phrase(porteur.periode))


def _absorption(porteur: Porteur) -> str:
    """Who absorbed it, and what that one is: its status is never the absorbed one's own."""
    absorbante = porteur.absorbante
    if absorbante is None or porteur.absorbee_le is None:
        return ""

    mots = {
        "jour": _en_mots(porteur.absorbee_le),
        "nom": absorbante.nom,
        "siren": absorbante.siren_actuel,
        "statut": ", ".join(filter(None, [statut_en_mots(absorbante), absorbante.numero])),
    }
    dite = _("Absorbée le %(jour)s par %(nom)s, SIREN %(siren)s. Statut de celle-ci : %(statut)s.") % mots

    return " ".join([dite, *precisions(absorbante)])


def _ancien_label(porteur: Porteur) -> str:
    retire_le = porteur.periode.retire_le
    if not porteur.engagee_de_nouveau or retire_le is None:
        return ""
    mots = {"numero": porteur.numero, "jour": _en_mots(retire_le)}
    return _("Son label précédent, %(numero)s, a été retiré le %(jour)s.") % mots


def _depart(porteur: Porteur) -> str:
    if porteur.membre_jusqu_au is None or porteur.absorbante is not None:
        return ""
    le = _en_mots(porteur.membre_jusqu_au + UN_JOUR)
    return _("N’est plus membre de la Fédération depuis le %(jour)s.") % {"jour": le}


def _siren(porteur: Porteur, demande: str) -> str:
    """The number asked for is no longer its own, or was not yet."""
    if not demande:
        return ""
    if demande != porteur.siren_actuel:
        mots = {"siren": porteur.siren_actuel, "jour": _en_mots(porteur.siren_depuis)}
        return _("SIREN devenu %(siren)s le %(jour)s.") % mots
    alors = porteur.periode.identite.siren
    return _("Son SIREN était alors %(siren)s.") % {"siren": alors} if alors != demande else ""


def _en_mots(le: datetime.date) -> str:
    return strip_tags(jour(le))
