"""What a candidature proposes, and whether its edition's rules are met. Pure: no database, no clock."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from raison_detre.regles import Regles


@dataclass(frozen=True)
class ActionProposee:
    """A dated action of a plan."""

    intitule: str
    prevue_le: datetime.date


@dataclass(frozen=True)
class IndicateurPropose:
    """An indicator as filed. Values in `unite`; each value goes with its date."""

    nom: str
    nature: str
    unite: str = ""
    sens: str = "hausse"
    valeur_depart: Decimal | None = None
    depart_le: datetime.date | None = None
    cible: Decimal | None = None
    cible_le: datetime.date | None = None
    visibilite: str = "publique"
    actions: Sequence[ActionProposee] = ()


@dataclass(frozen=True)
class ChoixDEngagement:
    """An engagement chosen, by its number in the edition, with why and how it will be measured."""

    numero: int
    illustration: str = ""
    indicateurs: Sequence[IndicateurPropose] = field(default_factory=tuple)


def manques(regles: Regles, choix: Sequence[ChoixDEngagement], axe_de: Mapping[int, int]) -> list[str]:
    """Return, in French, what is missing for this choice to meet the rules; empty when it does.

    `axe_de` gives the axis number of each engagement number of the edition (annexe 3: at least so many engagements,
    so many per axis, so many indicators each).
    """
    return [*manques_du_choix(regles, [c.numero for c in choix], axe_de), *_sans_indicateur(regles, choix)]


def manques_du_choix(regles: Regles, numeros: Sequence[int], axe_de: Mapping[int, int]) -> list[str]:
    """Return what is missing of the choice itself, before any indicator: what a coop that compares choices asks."""
    choisis = set(numeros) & set(axe_de)

    return [
        *_mal_choisis(numeros, axe_de),
        *_trop_peu(regles, choisis),
        *_axes_delaisses(regles, Counter(axe_de[numero] for numero in choisis), sorted(set(axe_de.values()))),
    ]


def _mal_choisis(numeros: Sequence[int], axe_de: Mapping[int, int]) -> Iterator[str]:
    """Engagements that the edition does not have, then those chosen more than once."""
    for numero in sorted(set(numeros) - set(axe_de)):
        yield _("L'engagement %(numero)s n'existe pas dans cette édition.") % {"numero": numero}

    for numero, fois in sorted(Counter(numeros).items()):
        if fois > 1:
            yield _("L'engagement %(numero)s est choisi plusieurs fois.") % {"numero": numero}


def _trop_peu(regles: Regles, choisis: Collection[int]) -> Iterator[str]:
    if len(choisis) < regles.engagements_minimum:
        mots = ngettext(
            "%(nombre)s engagement choisi : il en faut au moins %(engagements_minimum)s.",
            "%(nombre)s engagements choisis : il en faut au moins %(engagements_minimum)s.",
            len(choisis),
        )
        yield mots % {"nombre": len(choisis), "engagements_minimum": regles.engagements_minimum}


def _axes_delaisses(regles: Regles, par_axe: Mapping[int, int], axes: Iterable[int]) -> Iterator[str]:
    minimum = regles.engagements_minimum_par_axe
    for axe in axes:
        if par_axe[axe] < minimum:
            mots = ngettext(
                "Axe %(axe)s : %(choisis)s engagement choisi, il en faut au moins %(engagements_minimum_par_axe)s.",
                "Axe %(axe)s : %(choisis)s engagements choisis, il en faut au moins %(engagements_minimum_par_axe)s.",
                par_axe[axe],
            )
            yield mots % {"axe": axe, "choisis": par_axe[axe], "engagements_minimum_par_axe": minimum}


def _sans_indicateur(regles: Regles, choix: Sequence[ChoixDEngagement]) -> Iterator[str]:
    minimum = regles.indicateurs_minimum_par_engagement
    for choisi in sorted(choix, key=attrgetter("numero")):
        if len(choisi.indicateurs) < minimum:
            mots = ngettext(
                "Engagement %(numero)s : il faut au moins un indicateur.",
                "Engagement %(numero)s : il faut au moins %(indicateurs_minimum_par_engagement)s indicateurs.",
                minimum,
            )
            yield mots % {"numero": choisi.numero, "indicateurs_minimum_par_engagement": minimum}
