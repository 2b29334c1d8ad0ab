"""What the fictional candidatures propose: engagements, indicators with figures, plans of action."""

import datetime
import random
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from raison_detre.natures import Nature
from registre.composition import ActionProposee, ChoixDEngagement, IndicateurPropose

INDICATEURS = (
    ("Part des ménages logés sous plafond", Nature.METIER, "%", "hausse", 40, 65),
    ("Délai de réponse aux réclamations", Nature.METIER, "jours", "baisse", 21, 8),
    ("Associés présents à l'assemblée générale", Nature.GOUVERNANCE, "associés", "hausse", 35, 120),
    ("Logements livrés par an", Nature.METIER, "logements", "hausse", 45, 80),
    ("Part des résultats réinvestis", Nature.ECONOMIQUE, "%", "stable", 100, 100),
    ("Consommation moyenne du parc", Nature.METIER, "kWh/m²/an", "baisse", 165, 120),
    ("Salariés formés dans l'année", Nature.RESSOURCES_HUMAINES, "%", "hausse", 48, 80),
    ("Lettres aux associés dans l'année", Nature.GOUVERNANCE, "lettres", "hausse", 1, 4),
)


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
        ChoixDEngagement(numero, "Exemple fictif de ce que ferait la coopérative.", [_indicateur(hasard, le)])
        for numero in sorted(numeros)
    ]


def _indicateur(hasard: random.Random, le: datetime.date) -> IndicateurPropose:
    nom, nature, unite, sens, depart, cible = hasard.choice(INDICATEURS)
    return IndicateurPropose(
        nom=nom,
        nature=nature,
        unite=unite,
        sens=sens,
        valeur_depart=Decimal(depart + hasard.randint(0, 5)),
        depart_le=le - relativedelta(months=1),
        cible=Decimal(cible),
        cible_le=le + relativedelta(months=18),
        visibilite="privee" if hasard.random() < 0.15 else "publique",
        actions=[ActionProposee("Mettre en place un suivi chaque trimestre", le + relativedelta(months=3))],
    )
