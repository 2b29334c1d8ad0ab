"""Filters of the lists: by edition and by axis, French rows only, since every row points at those."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from raison_detre.administration.champs import AxeField
from raison_detre.models import Axe, Engagement, Referentiel


def editions(request: Any) -> QuerySet[Referentiel]:
    """Return the editions to filter by, the latest first."""
    return Referentiel.objects.sources().order_by("-en_vigueur_du")


class FiltreParAxe(django_filters.Filter):
    """By axis, each named with its edition."""

    field_class = AxeField


class FiltresAxe(WagtailFilterSet):
    """Filters of the list of axes."""

    referentiel = django_filters.ModelChoiceFilter(queryset=editions, label=_("Édition"), widget=forms.RadioSelect)

    class Meta:
        model = Axe
        fields = ["referentiel", "live"]


class FiltresEngagement(WagtailFilterSet):
    """Filters of the list of engagements."""

    referentiel = django_filters.ModelChoiceFilter(queryset=editions, label=_("Édition"), widget=forms.RadioSelect)
    axe = FiltreParAxe(label=_("Axe"), widget=forms.RadioSelect)

    class Meta:
        model = Engagement
        fields = ["referentiel", "axe", "live"]
