"""Rows that say from when until when they were known: what a write replaces is closed, never deleted.

`connue_du` is the first day at whose end a row was known, `connue_jusqu_a` the first at whose end it no longer was,
null while it is. `objects` has what is known now; `toutes` also has what once was.
"""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q


class ConnaissanceQuerySet(models.QuerySet):
    """Rows as known on a day."""

    def connues(self, le: datetime.date | None) -> Self:
        """Return the rows known at the end of `le`, in Paris; those known now for None."""
        if le is None:
            return self.filter(connue_jusqu_a=None)
        return self.filter(Q(connue_jusqu_a=None) | Q(connue_jusqu_a__gt=le), connue_du__lte=le)

    def au(self, jour: datetime.date) -> Self:
        """Return the rows that speak of `jour`."""
        return self.filter(du__lte=jour, jusqu_au__gte=jour)


class ConnuesManager(models.Manager.from_queryset(ConnaissanceQuerySet)):  # type: ignore[misc]
    """What is known now: a page that forgets to ask reads nothing else."""

    def get_queryset(self) -> ConnaissanceQuerySet:
        """Return the rows known now: those that nothing has replaced."""
        return ConnaissanceQuerySet(self.model, using=self._db).filter(connue_jusqu_a=None)


ToutesManager = models.Manager.from_queryset(ConnaissanceQuerySet)
