"""Exports that a spreadsheet opens without taking a text for a formula."""

from typing import Any

from django.template.defaultfilters import yesno
from wagtail.admin.views.mixins import SpreadsheetExportMixin


def sans_formule(valeur: Any) -> Any:
    """Return a text led by an apostrophe when it begins as a formula does; anything else as it is."""
    texte = str(valeur)
    return f"'{texte}" if texte.startswith(("=", "+", "-", "@", "\t", "\r")) else texte


SANS_FORMULE = dict.fromkeys(SpreadsheetExportMixin.FORMATS, sans_formule)
OUI_OU_NON = dict.fromkeys(SpreadsheetExportMixin.FORMATS, yesno)
