"""Numbers of things, as French and English write them."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format

MILLE = 1000


def en_chiffres(nombre: int) -> str:
    """Return a number with its thousands apart: "1 250". Small ones, nearly all of them, cost nothing."""
    return number_format(nombre, force_grouping=True) if nombre >= MILLE else str(nombre)


def valeur_en_chiffres(valeur: Decimal) -> str:
    """Return a measured value as people write it: no useless decimal, thousands apart, the reader's decimal mark."""
    entiere = valeur == valeur.to_integral_value()
    return number_format(valeur.to_integral_value() if entiere else valeur.normalize(), force_grouping=True)


def combien(nombre: int, forme: Any) -> str:
    """Return a number of things in words and figures: "1 250 coopératives". `forme` is an `ngettext_lazy` on `n`."""
    return str(forme % {"n": nombre}).replace(str(nombre), en_chiffres(nombre), 1)
