"""What changes of who a coop is: names, SIREN, legal form, seat, membership, and whether another absorbed it."""

import datetime
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.differences.mots import changements, etendue
from registre.journal.charges import Identite
from registre.journal.histoire import Histoire
from registre.journal.identites import PeriodeDIdentite
from registre.territoires import DEPARTEMENTS
from socle.templatetags.typographie import en_toutes_lettres

IDENTITE: dict[str, str | Promise] = {
    "nom": gettext_lazy("nom"),
    "nom_usuel": gettext_lazy("nom usuel"),
    "sigle": gettext_lazy("sigle"),
    "siren": gettext_lazy("SIREN"),
    "forme_juridique": gettext_lazy("forme juridique"),
    "commune": gettext_lazy("commune"),
    "code_departement": gettext_lazy("département"),
}


def d_identite(avant: Histoire, apres: Histoire) -> Iterator[str]:
    """Stretches of days on which a name, a number, a place or membership is another. A first entry has no before."""
    if avant.inscription is None or apres.inscription is None:
        return

    jours = {p.du for p in (*avant.identites, *apres.identites)}

    for champ in (*IDENTITE, "membre"):
        valeurs = partial(_valeurs, champ, avant, apres)
        for du, jusqu_au, de, vers in changements(jours, valeurs):
            mots = {"quand": etendue(du, jusqu_au), "de": de, "vers": vers}
            if champ == "membre":
                yield _("%(quand)s : %(de)s → %(vers)s.") % mots
            else:
                yield _("%(quand)s : %(champ)s, %(de)s → %(vers)s.") % (mots | {"champ": IDENTITE[champ]})


def _valeurs(champ: str, avant: Histoire, apres: Histoire, le: datetime.date) -> tuple[str, str]:
    return _valeur(champ, _periode(avant, le)), _valeur(champ, _periode(apres, le))


def _periode(histoire: Histoire, au: datetime.date) -> PeriodeDIdentite:
    return next(p for p in histoire.identites if p.du <= au <= p.jusqu_au)


def _valeur(champ: str, periode: PeriodeDIdentite) -> str:
    if champ == "membre":
        return _("membre de la Fédération") if periode.membre else _("pas membre de la Fédération")
    return valeur_d_identite(champ, periode.identite)


def valeur_d_identite(champ: str, identite: Identite) -> str:
    """Return a field of an identity in words: in quotes, a department by its name, "rien" when it is empty."""
    valeur: Any = getattr(identite, champ)
    if champ == "code_departement":
        valeur = DEPARTEMENTS.get(valeur, valeur)
    return _("« %(valeur)s »") % {"valeur": valeur} if valeur else _("rien")


def d_absorption(avant: Histoire, apres: Histoire) -> Iterator[str]:
    de, vers = (h.absorbee.le if h.absorbee else None for h in (avant, apres))
    if de is None and vers is not None:
        yield _("Absorbée le %(jour)s : sa page et son SIREN mènent à l’autre coopérative.") % {
            "jour": en_toutes_lettres(vers)
        }
    elif de is not None and vers is None:
        yield _("N’est plus absorbée (le %(jour)s) : sa page et son SIREN mènent de nouveau à elle.") % {
            "jour": en_toutes_lettres(de)
        }
