"""What an address asks, read strictly: an unknown value of a known parameter is refused by a page that names it.

An unknown parameter (the marks that newsletters add) is ignored; an empty one means nothing was asked.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

RECHERCHE_MAXIMUM = 200
CHIFFRES_MAXIMUM = 6


class ParametreInvalide(ValueError):
    """A parameter of the address that means nothing. `message` is in the reader's language, with what to write.

    `titre` is that of the page which answers, empty for the room's own.
    """

    titre: Promise | str = ""

    def __init__(self, parametre: str, message: str) -> None:
        super().__init__(f"{parametre}: {message}")
        self.parametre = parametre
        self.message = message


class AbsentCeJourLa(ParametreInvalide):
    """A value that means something on another day than the one asked."""


def page_de_faute(gabarit: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Decorate a view: a parameter that means nothing is answered by `gabarit` (400), which names it."""

    def decorer(vue: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(vue)
        def verifiee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return vue(request, *args, **kwargs)
            except ParametreInvalide as faute:
                return render(request, gabarit, {"faute": faute}, status=400)

        return verifiee

    return decorer


def seul(donnees: QueryDict, nom: str) -> str:
    """Return the one value of a parameter, without the spaces around it. Refuses two."""
    valeurs = donnees.getlist(nom)
    if len(valeurs) > 1:
        raise ParametreInvalide(nom, _("Donnez ce paramètre une seule fois."))
    return valeurs[0].strip() if valeurs else ""


def recherche(donnees: QueryDict) -> str:
    """Return the words of `q` on one line, without what cannot be printed. Refuses a text that is too long."""
    texte = seul(donnees, "q")
    if len(texte) > RECHERCHE_MAXIMUM:
        message = _("Une recherche compte %(maximum)s caractères au plus ; celle-ci en a %(n)s.")
        raise ParametreInvalide("q", message % {"maximum": RECHERCHE_MAXIMUM, "n": len(texte)})
    return " ".join("".join(c if c.isprintable() else " " for c in texte).split())


def parmi(donnees: QueryDict, nom: str, permis: Collection[str], message: str = "") -> str:
    """Return one of a list, in capitals or not; empty when not given."""
    return ecriture_permise(nom, seul(donnees, nom), permis, message)


def ecriture_permise(nom: str, valeur: str, permis: Collection[str], message: str = "") -> str:
    """Return `valeur` as the list writes it, empty for an empty one. Raises `ParametreInvalide`."""
    for ecriture in (valeur, valeur.upper(), valeur.lower()):
        if not ecriture or ecriture in permis:
            return ecriture
    raise ParametreInvalide(nom, message or _("Les valeurs possibles sont : %(liste)s.") % {"liste": ", ".join(permis)})


def entier(nom: str, texte: str) -> int:
    """Return a whole number of a few digits. Refuses signs, decimals and digits of other scripts."""
    if not (texte.isascii() and texte.isdigit() and len(texte) <= CHIFFRES_MAXIMUM):
        raise ParametreInvalide(nom, _("Un nombre entier positif est attendu, par exemple 2."))
    return int(texte)


def nombre(donnees: QueryDict, nom: str) -> int | None:
    """Return a whole number, None when not given."""
    texte = seul(donnees, nom)
    return entier(nom, texte) if texte else None


def nombre_parmi(donnees: QueryDict, nom: str, permis: Collection[int]) -> int | None:
    """Return one number of a list, None when not given."""
    lu = nombre(donnees, nom)
    if lu is not None and lu not in permis:
        liste = ", ".join(map(str, permis)) or _("aucune à cette date")
        raise ParametreInvalide(nom, _("Les valeurs possibles sont : %(liste)s.") % {"liste": liste})
    return lu


def page(donnees: QueryDict) -> int:
    """Return the number of the page asked, 1 by default."""
    lue = nombre(donnees, "page")
    if lue == 0:
        raise ParametreInvalide("page", _("Les pages se comptent à partir de 1."))
    return lue or 1


def plusieurs(donnees: QueryDict, nom: str, lire: Callable[[str], Any], ordre: Collection[Any]) -> tuple[Any, ...]:
    """Return the values given, each once, in the order of `ordre`; `lire` refuses the wrong ones."""
    choisis = {lire(texte.strip()) for texte in donnees.getlist(nom) if texte.strip()}
    return tuple(valeur for valeur in ordre if valeur in choisis)
