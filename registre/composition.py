"""What a candidature proposes, and whether its edition's rules are met. Pure: no database, no clock."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

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
    inconnus = sorted({c.numero for c in choix} - set(axe_de))
    doubles = sorted(numero for numero, fois in Counter(c.numero for c in choix).items() if fois > 1)
    fautes = [_("L'engagement %(numero)s n'existe pas dans cette édition.") % {"numero": numero} for numero in inconnus]
    fautes += [_("L'engagement %(numero)s est choisi plusieurs fois.") % {"numero": numero} for numero in doubles]
    choisis = {c.numero for c in choix} & set(axe_de)

    if len(choisis) < regles.engagements_minimum:
        fautes.append(
            ngettext(
                "%(nombre)s engagement choisi : il en faut au moins %(engagements_minimum)s.",
                "%(nombre)s engagements choisis : il en faut au moins %(engagements_minimum)s.",
                len(choisis),
            )
            % {"nombre": len(choisis), "engagements_minimum": regles.engagements_minimum}
        )

    par_axe = Counter(axe_de[numero] for numero in choisis)
    fautes += [
        ngettext(
            "Axe %(axe)s : %(choisis)s engagement choisi, il en faut au moins %(engagements_minimum_par_axe)s.",
            "Axe %(axe)s : %(choisis)s engagements choisis, il en faut au moins %(engagements_minimum_par_axe)s.",
            par_axe[axe],
        )
        % {"axe": axe, "choisis": par_axe[axe], "engagements_minimum_par_axe": regles.engagements_minimum_par_axe}
        for axe in sorted(set(axe_de.values()))
        if par_axe[axe] < regles.engagements_minimum_par_axe
    ]
    fautes += [
        ngettext(
            "Engagement %(numero)s : il faut au moins un indicateur.",
            "Engagement %(numero)s : il faut au moins %(indicateurs_minimum_par_engagement)s indicateurs.",
            regles.indicateurs_minimum_par_engagement,
        )
        % {"numero": c.numero, "indicateurs_minimum_par_engagement": regles.indicateurs_minimum_par_engagement}
        for c in sorted(choix, key=lambda c: c.numero)
        if len(c.indicateurs) < regles.indicateurs_minimum_par_engagement
    ]

    return fautes
