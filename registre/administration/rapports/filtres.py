"""What a report may be narrowed to."""

import datetime
from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import DateRangeField
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from raison_detre.models import Engagement, Referentiel
from raison_detre.natures import Nature
from registre.administration.deploiement import regions
from registre.models import Candidature, Indicateur
from registre.models.indicateur import Preuve
from registre.territoires import departements_de

SANS = "sans"
PREMIERES, RENOUVELLEMENTS = "premieres", "renouvellements"
SORTES = [(PREMIERES, _("premières candidatures")), (RENOUVELLEMENTS, _("renouvellements"))]


class ChampDeJours(DateRangeField):
    """Two days, either of which may be left out: days, where the field it comes from makes moments of them."""

    def compress(self, data_list: list[datetime.date | None]) -> slice | None:
        """Return the two days, both included; None for none."""
        return slice(*data_list) if any(data_list) else None


class FiltreDeJours(django_filters.DateFromToRangeFilter):
    """From a day to another, both included, of a column that holds days."""

    field_class = ChampDeJours


class FiltresDeParcours(WagtailFilterSet):
    """By region, day of filing, edition, and whether it renews a label."""

    region = django_filters.ChoiceFilter(label=_("Région"), choices=regions, method="par_region")
    deposee_le = FiltreDeJours(label=_("Déposée"), widget=DateRangePickerWidget)
    referentiel = django_filters.ModelChoiceFilter(
        label=_("Édition"), queryset=lambda _request: Referentiel.objects.sources().order_by("-en_vigueur_du")
    )
    sorte = django_filters.ChoiceFilter(label=_("Sorte"), choices=SORTES, method="par_sorte")

    class Meta:
        model = Candidature
        fields: ClassVar[list[str]] = ["region", "deposee_le", "referentiel", "sorte"]

    def par_region(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep the coops whose seat is in this region."""
        return queryset.filter(cooperative__code_departement__in=departements_de(valeur))

    def par_sorte(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep what follows a label, or what follows none."""
        return queryset.filter(renouvelle__isnull=valeur == PREMIERES)


def engagements(_request: Any = None) -> QuerySet[Engagement]:
    """Return those that somebody chose, the latest edition first."""
    pris = Engagement.objects.filter(choix__isnull=False).distinct()
    return pris.order_by("-referentiel__en_vigueur_du", "numero").select_related("referentiel")


class FiltresDIndicateur(WagtailFilterSet):
    """By engagement, kind, how sure its latest value is, region and state of the candidature."""

    engagement = django_filters.ModelChoiceFilter(
        label=_("Engagement"), queryset=engagements, field_name="engagement_pris__engagement"
    )
    preuve = django_filters.ChoiceFilter(
        label=_("Preuve"), choices=[*Preuve.choices, (SANS, _("aucun relevé"))], method="par_preuve"
    )
    nature = django_filters.ChoiceFilter(label=_("Nature"), choices=Nature.choices)
    region = django_filters.ChoiceFilter(label=_("Région"), choices=regions, method="par_region")

    class Meta:
        model = Indicateur
        fields: ClassVar[list[str]] = ["engagement", "nature", "preuve", "region"]

    def par_preuve(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep those of which the latest value is this sure, or those without one."""
        return queryset.filter(Q(preuve=None) if valeur == SANS else Q(preuve=valeur))

    def par_region(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep the coops whose seat is in this region."""
        chemin = "engagement_pris__candidature__cooperative__code_departement__in"
        return queryset.filter(**{chemin: departements_de(valeur)})
