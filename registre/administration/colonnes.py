"""Columns that several lists of the register show."""

import datetime
from typing import Any

from django.db.models import CharField, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column

from registre.etats import Statut
from registre.models import PeriodeDeStatut


def mots_du_statut(code: str | None) -> str:
    """Return the words of a status, empty when there is none."""
    return str(Statut(code).label) if code else ""


class StatutColumn(Column):
    """The public status on today, in words."""

    def get_value(self, instance: Any) -> str:
        """Return the words of the status, a dash when there is none."""
        return mots_du_statut(instance.statut) or "–"


class JourColumn(Column):
    """A day in figures; a dash when there is none."""

    def get_value(self, instance: Any) -> str:
        jour: datetime.date | None = super().get_value(instance)
        return date_format(jour, "SHORT_DATE_FORMAT") if jour else "–"


class MomentColumn(Column):
    """A moment, in Paris, to the minute."""

    def get_value(self, instance: Any) -> str:
        return date_format(timezone.localtime(super().get_value(instance)), "SHORT_DATETIME_FORMAT")


class PhrasesColumn(Column):
    """Several sentences in a cell, one below the other."""

    cell_template_name = "registre/administration/phrases_cellule.html"


def statut_du_jour(cooperative: str) -> Subquery:
    """Return the public status on today of the coop that this path leads to."""
    au = timezone.localdate()
    periodes = PeriodeDeStatut.objects.filter(cooperative=OuterRef(cooperative), du__lte=au, jusqu_au__gte=au)
    return Subquery(periodes.values("statut")[:1], output_field=CharField())
