"""The day the register is asked about: `?au=AAAA-MM-JJ`, today in Paris without it."""

import datetime
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

# A day outside these is a slip of the keyboard (0202, 20226): better said than answered with an empty register.
PREMIER_JOUR = datetime.date(1900, 1, 1)
DERNIER_JOUR = datetime.date(2199, 12, 31)
FORME = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class ParametreInvalide(ValueError):
    """A parameter of the address that means nothing. `message` is in the reader's language, with what to write."""

    def __init__(self, parametre: str, message: str) -> None:
        super().__init__(f"{parametre}: {message}")
        self.parametre = parametre
        self.message = message


def jour_demande(request: HttpRequest) -> datetime.date:
    """Return the day asked by `?au=`, today in Paris by default. Raises `ParametreInvalide`."""
    return lire_jour(request.GET.get("au", ""))


def lire_jour(texte: str) -> datetime.date:
    """Return the day written AAAA-MM-JJ, today in Paris for an empty text. Raises `ParametreInvalide`."""
    texte = texte.strip()
    if not texte:
        return timezone.localdate()
    if not FORME.fullmatch(texte):
        raise ParametreInvalide("au", _("Une date s’écrit AAAA-MM-JJ, par exemple 2025-12-31."))
    try:
        jour = datetime.date.fromisoformat(texte)
    except ValueError as erreur:
        raise ParametreInvalide("au", _("Cette date n’existe pas dans le calendrier.")) from erreur
    if not PREMIER_JOUR <= jour <= DERNIER_JOUR:
        raise ParametreInvalide("au", _("Le registre répond pour les années 1900 à 2199."))
    return jour


def parametres_verifies(vue: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view: a parameter that means nothing is answered by a page (400) that names it."""

    @wraps(vue)
    def verifiee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return vue(request, *args, **kwargs)
        except ParametreInvalide as faute:
            return render(request, "registre/parametre_invalide.html", {"faute": faute}, status=400)

    return verifiee
