"""The two days of a question: the day asked about (`?au=`), and the day it was known (`?connu_le=`).

Without them: today in Paris, as known now.
"""

import datetime
import re
from dataclasses import dataclass, field
from typing import Self

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.journal.connu import premier_jour
from socle.adresses.parametres import AbsentCeJourLa, ParametreInvalide, page_de_faute
from socle.templatetags.typographie import en_toutes_lettres

# A day outside these is a slip of the keyboard (0202, 20226): better said than answered with an empty register.
PREMIER_JOUR = datetime.date(1900, 1, 1)
DERNIER_JOUR = datetime.date(2199, 12, 31)
FORME = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Jours:
    """The day asked about, and the day it was known: None for now, which is then the day of the answer."""

    au: datetime.date
    connu_le: datetime.date | None = None
    aujourdhui: datetime.date = field(default_factory=timezone.localdate)

    @classmethod
    def lire(cls, au: str, connu_le: str) -> Self:
        """Return the days of a question, each written AAAA-MM-JJ or empty. Raises `ParametreInvalide`."""
        return cls(lire_jour(au), lire_connaissance(connu_le))

    @property
    def question(self) -> str:
        """The two days as an address writes them, the second only when it is asked."""
        demandes = {"au": self.au.isoformat()} | ({"connu_le": self.connu_le.isoformat()} if self.connu_le else {})
        return urlencode(demandes)

    @property
    def su_le(self) -> datetime.date:
        """The day at whose end, today excepted, the answer was known."""
        return self.connu_le or self.aujourdhui


class RegistreInexistant(AbsentCeJourLa):
    """A day before the register's first record: it could not know anything then."""

    titre = gettext_lazy("Le registre n’existait pas encore ce jour-là")


def jours_demandes(request: HttpRequest) -> Jours:
    """Return the days of `?au=` and `?connu_le=`. Raises `ParametreInvalide`."""
    return Jours(jour_demande(request), connaissance_demandee(request))


def jour_demande(request: HttpRequest) -> datetime.date:
    """Return the day asked by `?au=`, today in Paris by default. Raises `ParametreInvalide`."""
    return lire_jour(request.GET.get("au", ""))


def lire_jour(texte: str, parametre: str = "au") -> datetime.date:
    """Return the day written AAAA-MM-JJ, today in Paris for an empty text. Raises `ParametreInvalide`."""
    texte = texte.strip()
    if not texte:
        return timezone.localdate()
    if not FORME.fullmatch(texte):
        raise ParametreInvalide(parametre, _("Une date s’écrit AAAA-MM-JJ, par exemple 2025-12-31."))

    try:
        jour = datetime.date.fromisoformat(texte)
    except ValueError as erreur:
        raise ParametreInvalide(parametre, _("Cette date n’existe pas dans le calendrier.")) from erreur
    if not PREMIER_JOUR <= jour <= DERNIER_JOUR:
        raise ParametreInvalide(parametre, _("Le registre répond pour les années 1900 à 2199."))

    return jour


def connaissance_demandee(request: HttpRequest) -> datetime.date | None:
    """Return the day of `?connu_le=`, None for what is known now. Raises `ParametreInvalide`."""
    return lire_connaissance(request.GET.get("connu_le", ""))


def lire_connaissance(texte: str) -> datetime.date | None:
    """Return the day at whose end, in Paris, the register is asked what it knew; None for an empty text or today.

    Raises `AbsentCeJourLa` for a day to come, and for one before the register's first record: the register did not
    exist then, which is another thing than having nothing to say. Raises `ParametreInvalide` for what is no day. One
    query when a past day is asked.
    """
    if not texte.strip():
        return None

    le, aujourdhui = lire_jour(texte, "connu_le"), timezone.localdate()
    if le > aujourdhui:
        raise AbsentCeJourLa("connu_le", _("Nul ne sait ce que le registre saura : indiquez un jour passé."))
    if le == aujourdhui:
        return None

    debut = premier_jour()
    if debut is None or le < debut:
        raise RegistreInexistant("connu_le", n_existait_pas(le, debut))

    return le


def n_existait_pas(le: datetime.date, debut: datetime.date | None) -> str:
    """Return the sentence that answers for a day before the register's first record."""
    if debut is None:
        return _("Le registre n’existait pas encore le %(jour)s.") % {"jour": en_toutes_lettres(le)}
    mots = {"jour": en_toutes_lettres(le), "debut": en_toutes_lettres(debut)}
    return _("Le registre n’existait pas encore le %(jour)s : son premier enregistrement est du %(debut)s.") % mots


parametres_verifies = page_de_faute("registre/parametre_invalide.html")
