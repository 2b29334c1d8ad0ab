"""The day the register is asked about: `?au=AAAA-MM-JJ`, today in Paris without it."""

import datetime
import re

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from socle.parametres import ParametreInvalide, page_de_faute

# A day outside these is a slip of the keyboard (0202, 20226): better said than answered with an empty register.
PREMIER_JOUR = datetime.date(1900, 1, 1)
DERNIER_JOUR = datetime.date(2199, 12, 31)
FORME = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


parametres_verifies = page_de_faute("registre/parametre_invalide.html")
