"""The engagements one can filter by: those of the edition in force on the day, each with its bit in the projection."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import translation

from raison_detre.models import Engagement, Referentiel
from registre.models import RangEngagement
from socle.cadre.memoire import Memoire

# An engagement that no coop ever chose has no bit yet: this one belongs to nobody.
BIT_DE_PERSONNE = 1 << 62


@dataclass(frozen=True)
class EngagementDeLEdition:
    """An engagement as the register filters and shows it: numbers and words of the edition, bit of its stable key."""

    numero: int
    intitule: str
    axe: int
    titre_axe: str
    bit: int


@dataclass(frozen=True)
class EngagementsDeLEdition:
    """The engagements of an edition, in order of number; empty before the first edition."""

    engagements: tuple[EngagementDeLEdition, ...] = ()

    @property
    def axes(self) -> dict[int, str]:
        """The title of each axis, by number."""
        return {e.axe: e.titre_axe for e in sorted(self.engagements, key=lambda e: e.axe)}

    @property
    def numeros(self) -> frozenset[int]:
        """The numbers of its engagements."""
        return frozenset(e.numero for e in self.engagements)

    def masque(self, numeros: Iterable[int]) -> int:
        """The bits of these engagements together."""
        choisis = set(numeros)
        return reduce(or_, (e.bit for e in self.engagements if e.numero in choisis), 0)

    def masque_axe(self, axe: int) -> int:
        """The bits of every engagement of an axis."""
        return reduce(or_, (e.bit for e in self.engagements if e.axe == axe), 0)

    def lire(self, masque: int) -> dict[int, list[int]]:
        """Return the numbers of the engagements of a mask, by axis; axes without any are left out."""
        par_axe: dict[int, list[int]] = {}
        for engagement in self.engagements:
            if masque & engagement.bit:
                par_axe.setdefault(engagement.axe, []).append(engagement.numero)
        return dict(sorted(par_axe.items()))


def numeros_de_toute_edition() -> tuple[list[int], list[int]]:
    """Return the numbers that engagements, then axes, have in one edition or another. One query."""
    numeros = set(Engagement.objects.filter(live=True).order_by().values_list("numero", "axe__numero"))
    return sorted({numero for numero, _axe in numeros}), sorted({axe for _numero, axe in numeros})


_memoire: Memoire[tuple[datetime.date, str | None], EngagementsDeLEdition] = Memoire()


def engagements_en_vigueur(au: datetime.date) -> EngagementsDeLEdition:
    """Return the engagements of the edition in force on `au`, in the reader's language. One query, short once read.

    Those published, and those that a coop ever took: taking its page offline takes nothing out of the register.
    """
    return _memoire.retrouver((au, translation.get_language()), partial(_lire, au))


def _lire(au: datetime.date) -> EngagementsDeLEdition:
    """The same, read in the database.

    Reads the few columns shown: whole rows, with their axes and languages, took as long as the rest of the question.
    """
    edition = Referentiel.objects.sources().filter(en_vigueur_du__lte=au).order_by("-en_vigueur_du").values("pk")[:1]
    rang = RangEngagement.objects.filter(cle=OuterRef("cle")).values("rang")[:1]
    pris = Q(locale__language_code="fr") & Exists(RangEngagement.objects.filter(cle=OuterRef("cle")))
    lignes = Engagement.objects.filter(Q(live=True) | pris, referentiel=Subquery(edition)).order_by("numero")
    colonnes = ("translation_key", "locale__language_code", "numero", "intitule", "axe__numero", "axe__titre")
    langue = translation.get_language()

    retenus: dict[Any, EngagementDeLEdition] = {}
    for cle, sa_langue, numero, intitule, axe, titre_axe, bit in lignes.values_list(*colonnes, Subquery(rang)):
        if sa_langue == langue or (sa_langue == "fr" and cle not in retenus):
            bits = BIT_DE_PERSONNE if bit is None else 1 << bit
            retenus[cle] = EngagementDeLEdition(numero, intitule, axe, titre_axe, bits)

    return EngagementsDeLEdition(tuple(retenus.values()))
