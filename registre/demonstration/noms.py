"""Who the fictional coops are. No real coop, town or company bears these names and numbers."""

import random
from collections.abc import Mapping
from typing import Any

from stdnum import luhn

from registre.models import FormeJuridique, Metier
from registre.territoires import DEPARTEMENTS
from socle.adresses.derniers_mots import adresse_de

DEBUTS = (
    "Clair",
    "Beau",
    "Haute",
    "Mont",
    "Val",
    "Font",
    "Roche",
    "Bois",
    "Pré",
    "Champ",
    "Noir",
    "Grand",
    "Vieux",
    "Bel",
    "Chante",
    "Tour",
    "Pont",
    "Mas",
    "Ville",
    "Saint-Exempl",
)
FINS = (
    "fleuri",
    "mont",
    "rivière",
    "clos",
    "aigue",
    "lande",
    "bruyère",
    "source",
    "vallon",
    "chêne",
    "tilleul",
    "étang",
    "colline",
    "verger",
    "garance",
    "genêt",
    "aulne",
    "cœur",
    "œuvre",
    "île",
)
SUITES = ("", "-sur-Lune", "-les-Essais", "-en-Plaine", "-le-Modèle", "-Bourg")
PREFIXES = ("Coopérative fictive de", "Habitat fictif de", "Maison commune fictive de", "Foyer fictif de")
PEUPLES = ("34", "35", "44", "59", "69")
LONG = "Coopérative fictive d'accession, de location et d'habitat participatif des territoires réunis de"


def siren_fictif(rang: int) -> str:
    """Return a well-formed SIREN that no company bears: none begins with 000 or 002. Nine zeros are refused."""
    base = f"000{rang or 99_999:05d}" if rang < 99_999 else f"002{rang - 99_999:05d}"
    return base + luhn.calc_check_digit(base)


def identite(rang: int, hasard: random.Random) -> dict[str, object]:
    """Return the fields of the coop of this rank (from 0, up to 199,998)."""
    lieu = f"{hasard.choice(DEBUTS)}{hasard.choice(FINS)}{hasard.choice(SUITES)}"
    prefixe = LONG if rang % 29 == 7 else hasard.choice(PREFIXES)
    nom = f"{prefixe} {lieu}"
    metiers = sorted(hasard.sample(Metier.values, hasard.randint(1, 4)), key=Metier.values.index)

    return {
        "nom": nom,
        "nom_usuel": f"Coop fictive {lieu}" if rang % 3 == 0 else "",
        "sigle": f"CF{rang:02d}" if rang % 5 == 0 else "",
        "slug": f"{adresse_de(nom)[:100]}-{rang}",
        "siren": siren_fictif(rang),
        "forme_juridique": hasard.choice(FormeJuridique.values),
        "commune": lieu,
        "code_departement": _departement(rang),
        "metiers": metiers,
        "logements_geres": hasard.randint(80, 12_000),
        "demonstration": True,
    }


def _departement(rang: int) -> str:
    """One coop in four is in one of a few departments, as where people are many; the others are spread evenly."""
    if rang % 4 == 1:
        return PEUPLES[rang // 4 % len(PEUPLES)]
    return list(DEPARTEMENTS)[(rang * 37) % len(DEPARTEMENTS)]


def ancien_nom(rang: int, champs: Mapping[str, Any]) -> dict[str, str]:
    """Return the names of a coop before it took its own."""
    return {"nom": f"Société fictive d'habitation de {champs['commune']}", "nom_usuel": "", "sigle": ""}


def ancien_siege(rang: int, champs: Mapping[str, Any]) -> dict[str, str]:
    """Return where a coop was before it moved."""
    codes = list(DEPARTEMENTS)
    autre = codes[(codes.index(champs["code_departement"]) + 1) % len(codes)]
    return {"commune": f"Ancien-{champs['commune']}", "code_departement": autre}


def ancien_siren(rang: int, champs: Mapping[str, Any]) -> dict[str, str]:
    """Return the well-formed SIREN of a coop before it took its own: no other coop of the demonstration has it."""
    base = f"001{rang:05d}"
    return {"siren": base + luhn.calc_check_digit(base)}
