"""Exports as their readers write: French words, hours of Paris, no text that a spreadsheet takes for a formula.

Ours, and those of Wagtail itself.
"""

import datetime
from collections import OrderedDict
from collections.abc import Iterator
from functools import wraps
from typing import Any

from django.db.models import Model
from django.template.defaultfilters import yesno
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.coreutils import multigetattr
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing

DEBUTS_DE_FORMULE = ("=", "+", "-", "@", "\t", "\r")
JOUR, MOMENT = "%d/%m/%Y", "%d/%m/%Y %H:%M"
JOUR_DE_TABLEUR = "dd/mm/yyyy"
# Columns of Wagtail's reports that it heads with the name of a field.
ENTETES = {
    "workflow": _("Circuit de relecture"),
    "task": _("Étape"),
    "requested_by": _("Demandé par"),
    "started_at": _("Commencé le"),
    "finished_at": _("Terminé le"),
    "finished_by": _("Terminé par"),
}


def sans_formule(valeur: Any) -> Any:
    """Return a text led by an apostrophe when it begins as a formula does; anything else as it is."""
    if not isinstance(valeur, str | Promise):
        return valeur
    texte = str(valeur)
    return f"'{texte}" if texte.startswith(DEBUTS_DE_FORMULE) else texte


def au_bout(objet: Any, chemin: str) -> Any:
    """Follow a dotted path; empty when it leads nowhere: a draft without a coop has no SIREN either.

    Raises `AttributeError` for a step that does not exist at all.
    """
    for pas in chemin.split("."):
        if objet is None:
            return ""
        objet = multigetattr(objet, pas)
    return objet


def sans_balises(objet: Any, champ: str, valeur: Any) -> Any:
    """Return the words of a formatted text of this object; any other value as it is."""
    champs = objet._meta.get_fields() if isinstance(objet, Model) else ()
    riche = any(sien.name == champ and isinstance(sien, RichTextField) for sien in champs)
    return " ".join(get_text_for_indexing(valeur).split()) if riche else valeur


def a_paris(valeur: Any) -> Any:
    """Return a moment at the hour of Paris without its zone, which no spreadsheet holds; anything else as it is."""
    aware = isinstance(valeur, datetime.datetime) and timezone.is_aware(valeur)
    return timezone.make_naive(valeur) if aware else valeur


def en_mots(valeur: Any, sorte: str) -> Any:
    """Return "oui" or "non" for a box; in a CSV, which holds only texts, a day or a moment in French figures."""
    if isinstance(valeur, bool):
        return str(yesno(valeur))
    if sorte == SpreadsheetExportMixin.FORMAT_CSV and isinstance(valeur, datetime.date):
        return valeur.strftime(MOMENT if isinstance(valeur, datetime.datetime) else JOUR)
    return valeur


def declarer() -> None:
    """Make every export write this way.

    Wagtail has a hook by field and one by type of value, but views of its own answer the first and so skip the second:
    what all its exports share is these four methods.
    """
    entete, cellule = SpreadsheetExportMixin.get_heading, SpreadsheetExportMixin.preprocess_field_value
    ligne, rangee = SpreadsheetExportMixin.to_row_dict, SpreadsheetExportMixin.generate_xlsx_row
    if hasattr(cellule, "__wrapped__"):
        return

    @wraps(ligne)
    def to_row_dict(self: Any, item: Any) -> "OrderedDict[str, Any]":
        return OrderedDict((champ, sans_balises(item, champ, au_bout(item, champ))) for champ in self.list_export)

    @wraps(entete)
    def get_heading(self: Any, queryset: Any, field: str) -> str:
        dite = self.export_headings.get(field) or ENTETES.get(field)
        return str(dite) if dite else str(entete(self, queryset, field))

    @wraps(cellule)
    def preprocess_field_value(self: Any, field: str, value: Any, export_format: str) -> Any:
        preparee = cellule(self, field, a_paris(value), export_format)
        return sans_formule(en_mots(preparee, export_format))

    @wraps(rangee)
    def generate_xlsx_row(self: Any, worksheet: Any, row_dict: Any, date_format: str | None = None) -> Iterator[Any]:
        for case in rangee(self, worksheet, row_dict, date_format):
            if isinstance(case.value, datetime.date) and not isinstance(case.value, datetime.datetime):
                case.number_format = JOUR_DE_TABLEUR
            yield case

    SpreadsheetExportMixin.to_row_dict = to_row_dict
    SpreadsheetExportMixin.get_heading = get_heading
    SpreadsheetExportMixin.preprocess_field_value = preprocess_field_value
    SpreadsheetExportMixin.generate_xlsx_row = generate_xlsx_row
