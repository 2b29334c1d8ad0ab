"""What the fictional candidatures propose: engagements, indicators with figures, plans of action."""

import datetime
import random
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from registre.composition import ActionProposee, ChoixDEngagement, IndicateurPropose
from registre.demonstration.indicateurs import exemples

TIRAGE = 8  # never changed: what is drawn after it in a coop's story would change with it


def composer(
    hasard: random.Random, axe_de: dict[int, int], le: datetime.date, minimum: int, par_axe: int
) -> list[ChoixDEngagement]:
    """Return a choice that meets the rules: `par_axe` engagements of each axis, then others up to `minimum` or more."""
    numeros: set[int] = set()

    for axe in sorted(set(axe_de.values())):
        numeros |= set(hasard.sample([n for n, a in sorted(axe_de.items()) if a == axe], par_axe))

    autres = sorted(set(axe_de) - numeros)
    combien = min(len(autres), max(0, minimum - len(numeros)) + hasard.randint(0, 2))
    numeros |= set(hasard.sample(autres, combien))
    return [
        ChoixDEngagement(numero, "Exemple fictif de ce que ferait la coopérative.", [_indicateur(hasard, numero, le)])
        for numero in sorted(numeros)
    ]


def _indicateur(hasard: random.Random, numero: int, le: datetime.date) -> IndicateurPropose:
    possibles = exemples(numero)
    exemple = possibles[hasard.choice(range(TIRAGE)) % len(possibles)]

    return IndicateurPropose(
        nom=exemple.nom,
        nature=exemple.nature,
        unite=exemple.unite,
        sens=exemple.sens,
        valeur_depart=Decimal(exemple.depart + exemple.pas * hasard.randint(0, 5)),
        depart_le=le - relativedelta(months=1),
        cible=Decimal(exemple.cible),
        cible_le=le + relativedelta(months=18),
        visibilite="privee" if hasard.random() < 0.15 else "publique",
        actions=[ActionProposee("Mettre en place un suivi chaque trimestre", le + relativedelta(months=3))],
    )
