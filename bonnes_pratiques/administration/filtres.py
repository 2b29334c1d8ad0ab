"""Filters of the library's lists."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from bonnes_pratiques.fiches.champs import engagements_a_choisir
from bonnes_pratiques.fiches.etiquetage import etiquettes_en_brouillon
from bonnes_pratiques.fiches.revue import a_revoir
from bonnes_pratiques.models import Etiquette, FichePratique, Reprise
from registre.models import Cooperative
from socle.textes.ordre import EnFrancais


def qui_racontent(request: Any) -> QuerySet[Cooperative]:
    """Return the coops that tell at least one sheet."""
    return Cooperative.objects.filter(pk__in=FichePratique.objects.values("cooperative")).order_by(EnFrancais("nom"))


def qui_reprennent(request: Any) -> QuerySet[Cooperative]:
    """Return the coops that took at least one sheet up."""
    return Cooperative.objects.filter(pk__in=Reprise.objects.values("cooperative")).order_by(EnFrancais("nom"))


class FiltresFiche(WagtailFilterSet):
    """By coop, main engagement, stage, evidence, status, and whether it is to be reviewed."""

    cooperative = django_filters.ModelChoiceFilter(queryset=qui_racontent, label=_("Coopérative"))
    engagement_principal = django_filters.ModelChoiceFilter(
        queryset=lambda request: engagements_a_choisir(), label=_("Engagement principal")
    )
    a_revoir = django_filters.BooleanFilter(label=_("À revoir"), method="par_revue")

    class Meta:
        model = FichePratique
        fields: ClassVar[list[str]] = ["live", "stade", "preuve", "engagement_principal", "cooperative", "a_revoir"]

    def par_revue(self, queryset: QuerySet[Any], _nom: str, valeur: bool) -> QuerySet[Any]:
        """Keep the sheets to be reviewed today, or the others."""
        perimees = FichePratique.objects.filter(a_revoir(timezone.localdate())).values("pk")
        return queryset.filter(pk__in=perimees) if valeur else queryset.exclude(pk__in=perimees)


class FiltresEtiquette(WagtailFilterSet):
    """Used or not, drafts included: what is not may be deleted."""

    utilisee = django_filters.BooleanFilter(label=_("Utilisée"), method="par_usage")

    class Meta:
        model = Etiquette
        fields: ClassVar[list[str]] = ["utilisee"]

    def par_usage(self, queryset: QuerySet[Any], _nom: str, valeur: bool) -> QuerySet[Any]:
        """Keep the tags that a sheet bears, published or drafted, or the others."""
        return queryset.filter(pk__in=utilisees()) if valeur else queryset.exclude(pk__in=utilisees())


def utilisees() -> list[int]:
    """Return the ids of the tags some sheet bears, published or drafted."""
    posees = Etiquette.objects.filter(fiches__isnull=False).order_by().values_list("pk", flat=True)
    return sorted({*posees, *etiquettes_en_brouillon()})


class FiltresReprise(WagtailFilterSet):
    """By coop, day, whether a result is known, whether it is hidden."""

    cooperative = django_filters.ModelChoiceFilter(queryset=qui_reprennent, label=_("Coopérative"))
    reprise_le = django_filters.DateFromToRangeFilter(label=_("Reprise"), widget=DateRangePickerWidget)
    avec_resultat = django_filters.BooleanFilter(
        label=_("Avec un résultat"), field_name="resultat", method="par_resultat"
    )

    class Meta:
        model = Reprise
        fields: ClassVar[list[str]] = ["masquee", "avec_resultat", "cooperative", "reprise_le"]

    def par_resultat(self, queryset: QuerySet[Any], _nom: str, valeur: bool) -> QuerySet[Any]:
        """Keep the take-ups whose result is known, or the others."""
        return queryset.exclude(resultat="") if valeur else queryset.filter(resultat="")
