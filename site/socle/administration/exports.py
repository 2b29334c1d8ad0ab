"""Exports that a spreadsheet opens without taking a text for a formula: ours, and those of Wagtail itself."""

from functools import wraps
from typing import Any

from django.utils.functional import Promise
from wagtail.admin.views.mixins import SpreadsheetExportMixin

DEBUTS_DE_FORMULE = ("=", "+", "-", "@", "\t", "\r")


def sans_formule(valeur: Any) -> Any:
    """Return a text led by an apostrophe when it begins as a formula does; anything else as it is."""
    if not isinstance(valeur, str | Promise):
        return valeur
    texte = str(valeur)
    return f"'{texte}" if texte.startswith(DEBUTS_DE_FORMULE) else texte


def proteger() -> None:
    """Make every cell of every export go through `sans_formule`.

    Wagtail has a hook by field and one by type of value, but views of its own answer the first and so skip the second:
    what all its exports share is this one method.
    """
    d_origine = SpreadsheetExportMixin.preprocess_field_value
    if hasattr(d_origine, "__wrapped__"):
        return

    @wraps(d_origine)
    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        return sans_formule(d_origine(self, field, value, export_format))

    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
