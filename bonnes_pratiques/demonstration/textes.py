"""Paragraphs, lists and steps of the files, in the form the fields store. The English keeps the shape of the French."""

import copy
import json
import uuid
from typing import Any

from django.utils.html import format_html, format_html_join

from bonnes_pratiques.demonstration.schema import TEXTES_ANGLAIS, TEXTES_RICHES
from bonnes_pratiques.models import FichePratique


def en_html(morceaux: list[Any]) -> str:
    """Return paragraphs as HTML; a list among them becomes a list."""
    return "".join(
        format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((ligne,) for ligne in morceau)))
        if isinstance(morceau, list)
        else format_html("<p>{}</p>", morceau)
        for morceau in morceaux
    )


def deroulement(slug: str, etapes: list[dict[str, str]]) -> str:
    """Return the JSON of the steps. Ids follow from the sheet and the rank: a translation finds its source by them."""
    return json.dumps(
        [
            {
                "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"fiche/{slug}/{rang}")),
                "type": "etape",
                "value": {
                    "quand": etape["quand"],
                    "titre": etape["titre"],
                    "texte": en_html([etape["texte"]]) if etape.get("texte") else "",
                },
            }
            for rang, etape in enumerate(etapes)
        ]
    )


def en_anglais(fiche: FichePratique, valeurs: dict[str, Any]) -> dict[str, Any]:
    """Return the English of the fields the file translates, in the form they store."""
    textes: dict[str, Any] = {nom: valeurs[nom] for nom in TEXTES_ANGLAIS & valeurs.keys()}
    textes |= {nom: en_html(valeurs[nom]) for nom in TEXTES_RICHES if nom in valeurs}
    if "deroulement" in valeurs:
        textes["deroulement"] = deroulement(fiche.slug, valeurs["deroulement"])
    for relation in ("resultats", "outils"):
        if relation in valeurs:
            textes[relation] = _lignes(list(getattr(fiche, relation).all()), valeurs[relation])
    return textes


def _lignes(lignes: list[Any], traductions: list[dict[str, str]]) -> list[Any]:
    """Return copies of the sheet's lines with their words in English, in the same order."""
    copies = []
    for ligne, mots in zip(lignes, traductions, strict=True):
        copie = copy.copy(ligne)
        for nom, mot in mots.items():
            setattr(copie, nom, mot)
        copies.append(copie)
    return copies
