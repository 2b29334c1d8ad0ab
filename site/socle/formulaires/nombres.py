"""Figures as people type them: "12,5 %", "1 234", "1 234,5 €"."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

ESPACES = re.compile(r"[\s\u00a0\u202f\u2009]+")
# Thousands in threes behind a space, or not separated at all; then the decimals, then what it counts.
FIGURE = re.compile(
    r"(?P<signe>[+\-\u2212–]?) ?(?P<entier>\d{1,3}(?: \d{3})+|\d+)(?:[.,](?P<decimales>\d+))?(?P<unite>\D*)"
)
CHIFFRES = 12
DECIMALES = 2


@dataclass(frozen=True)
class Figure:
    """A value and the unit typed with it, empty when there was none."""

    valeur: Decimal
    unite: str = ""


def lire_figure(texte: str) -> Figure:
    """Return the figure typed. Raises `ValidationError` in words that show how to write it."""
    propre = ESPACES.sub(" ", texte).strip()
    lu = FIGURE.fullmatch(propre)
    if lu is None:
        raise ValidationError(f"« {texte.strip()} » n’est pas un nombre : écrivez par exemple 12,5 % ou 1 234.")

    entier, decimales = lu["entier"].replace(" ", ""), lu["decimales"] or ""
    if len(decimales) > DECIMALES:
        raise ValidationError(
            f"« {texte.strip()} » a plus de deux chiffres après la virgule : arrondissez, ou écrivez les milliers "
            "avec une espace, comme 1 234."
        )
    if len(entier) > CHIFFRES:
        raise ValidationError(f"« {texte.strip()} » est trop grand : changez d’unité, par exemple en milliers.")

    signe = "-" if lu["signe"] in {"-", "\u2212", "–"} else ""
    return Figure(Decimal(f"{signe}{entier}.{decimales or 0}"), lu["unite"].strip())


def ecrire_nombre(valeur: Decimal) -> str:
    """Return the number as a French reader types it: "1 234,5", no useless zero."""
    texte = f"{valeur:,.2f}".rstrip("0").rstrip(".")
    return texte.replace(",", " ").replace(".", ",")


class ChampFigure(forms.CharField):
    """A figure, with its unit when it was typed with it."""

    def clean(self, value: Any) -> Figure | None:
        """Return the figure, None when the field is empty."""
        texte = super().clean(value)
        return lire_figure(texte) if texte else None
