"""Reading an edition of the référentiel, whole and in the visitor's language, in a fixed number of queries."""

import datetime
from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.utils import timezone, translation

from raison_detre.models.axe import Axe
from raison_detre.models.engagement import Engagement
from raison_detre.models.referentiel import Referentiel
from socle.cadre.memoire import Memoire


@dataclass(frozen=True)
class AxeLu:
    """An axis with its engagements, in order."""

    axe: Axe
    engagements: tuple[Engagement, ...]


@dataclass(frozen=True)
class Edition:
    """An edition as a visitor reads it.

    `source` is the French row: rules and dates come from it. `texte` is the row in the visitor's language.
    """

    source: Referentiel
    texte: Referentiel
    axes: tuple[AxeLu, ...]
    est_courante: bool

    @property
    def engagements(self) -> tuple[Engagement, ...]:
        """Every engagement, in order of number."""
        return tuple(engagement for axe in self.axes for engagement in axe.engagements)


_memoire: Memoire[tuple[datetime.date, str | None, str | None], Edition | None] = Memoire()


def lire_edition(*, au: datetime.date | None = None, code: str | None = None) -> Edition | None:
    """Return the edition of this `code`, or the one in force on `au` (inclusive, today in Paris by default).

    None when no edition is in force. Raises `Http404` for a code that does not exist. Three queries the first
    time, then a short one while nobody changes an edition: what comes back is shared, and only read.
    """
    jour = au or timezone.localdate()

    return _memoire.retrouver((jour, code, translation.get_language()), partial(_lire, jour, code))


def _lire(jour: datetime.date, code: str | None) -> Edition | None:
    """The same, read in the database."""
    versions = list(Referentiel.objects.versions(au=jour, code=code))
    sources = [ligne for ligne in versions if ligne.locale.language_code == "fr"]
    courante = next((ligne for ligne in sources if ligne.en_vigueur_du <= jour), None)
    source = courante

    if code is not None:
        source = next((ligne for ligne in sources if ligne.code == code), None)
        if source is None:
            raise Http404(f"No edition {code}.")
    if source is None:
        return None

    lue = (source.translation_key, translation.get_language())
    texte = next((ligne for ligne in versions if (ligne.translation_key, ligne.locale.language_code) == lue), source)

    return Edition(source=source, texte=texte, axes=lire_axes(source), est_courante=source == courante)


def lire_axes(source: Referentiel) -> tuple[AxeLu, ...]:
    """Return the published axes of an edition with their published engagements, each in order of number."""
    par_cle_axe: dict[object, list[Engagement]] = {}
    engagements = Engagement.objects.filter(referentiel=source).select_related("axe").order_by("numero")
    for engagement in engagements.dans_la_langue():
        par_cle_axe.setdefault(engagement.axe.translation_key, []).append(engagement)
    axes = Axe.objects.filter(referentiel=source).order_by("numero").dans_la_langue()
    return tuple(AxeLu(axe, tuple(par_cle_axe.get(axe.translation_key, ()))) for axe in axes)
