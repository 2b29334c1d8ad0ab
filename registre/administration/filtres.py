"""Filters of the register's lists in the admin."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from registre.administration.accueil.attentes import AttentesDuRegistre, FiltreDEcheances
from registre.administration.accueil.silences import silencieuses
from registre.etats import SUR_UN_EVENEMENT, Statut
from registre.models import Candidature, Cooperative, Evenement, Label, Operation
from socle.textes.ordre import EnFrancais

SANS_STATUT = "sans"


class FiltresCooperative(WagtailFilterSet):
    """By status on today, silence, department, form."""

    statut = django_filters.ChoiceFilter(
        label=_("Statut ce jour"), choices=[*Statut.choices, (SANS_STATUT, _("aucun"))], method="par_statut"
    )

    silencieuses = django_filters.BooleanFilter(label=_("Sans nouvelles depuis douze mois"), method="par_silence")

    class Meta:
        model = Cooperative
        fields: ClassVar[list[str]] = ["statut", "silencieuses", "forme_juridique", "code_departement", "demonstration"]

    def par_silence(self, queryset: QuerySet[Any], _nom: str, valeur: bool) -> QuerySet[Any]:
        """Keep the coops on their way of which nothing was heard for twelve months, or the others."""
        tues = silencieuses(timezone.localdate()).values("pk")
        return queryset.filter(pk__in=tues) if valeur else queryset.exclude(pk__in=tues)

    def par_statut(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep the coops of this status, or those with none."""
        return queryset.filter(statut="" if valeur == SANS_STATUT else valeur)


class FiltresCandidature(WagtailFilterSet):
    """By state, what is awaited today, edition and day of admissibility."""

    attente = django_filters.ChoiceFilter(label=_("Échéances"), choices=FiltreDEcheances.choices, method="par_attente")
    admissible_le = django_filters.DateFromToRangeFilter(label=_("Admissible"), widget=DateRangePickerWidget)

    class Meta:
        model = Candidature
        fields: ClassVar[list[str]] = ["etat", "attente", "referentiel", "cycle", "admissible_le"]

    def par_attente(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep the candidatures of which this is awaited today."""
        return queryset.filter(pk__in=AttentesDuRegistre(timezone.localdate()).candidatures(valeur))


class FiltresLabel(WagtailFilterSet):
    """By end of validity, near or not, and withdrawal."""

    valide_jusqu_au = django_filters.DateFromToRangeFilter(label=_("Fin de validité"), widget=DateRangePickerWidget)
    a_renouveler = django_filters.BooleanFilter(
        label=_("Finit dans les six mois, sans renouvellement demandé"), method="par_fin"
    )
    retire = django_filters.BooleanFilter(label=_("Retiré"), field_name="retire_le", lookup_expr="isnull", exclude=True)

    class Meta:
        model = Label
        fields: ClassVar[list[str]] = ["valide_jusqu_au", "a_renouveler", "retire"]

    def par_fin(self, queryset: QuerySet[Any], _nom: str, valeur: bool) -> QuerySet[Any]:
        """Keep the labels that end within six months and that nothing renews, or the others."""
        finis = [due.label.pk for due in AttentesDuRegistre(timezone.localdate()).bientot_finis if due.label]
        return queryset.filter(pk__in=finis) if valeur else queryset.exclude(pk__in=finis)


class FiltresEvenement(WagtailFilterSet):
    """By operation, day of effect, day of record."""

    prend_effet_le = django_filters.DateFromToRangeFilter(label=_("Prend effet"), widget=DateRangePickerWidget)
    enregistre_le = django_filters.DateFromToRangeFilter(label=_("Enregistré"), widget=DateRangePickerWidget)

    class Meta:
        model = Evenement
        fields: ClassVar[list[str]] = ["operation", "prend_effet_le", "enregistre_le"]


CORRECTIONS = [(operation.value, operation.label) for operation in Operation if operation in SUR_UN_EVENEMENT]


def corrigees(_request: Any = None) -> QuerySet[Cooperative]:
    """Return the coops of which something was corrected or annulled."""
    return Cooperative.objects.filter(evenements__operation__in=SUR_UN_EVENEMENT).distinct().order_by(EnFrancais("nom"))


class FiltresCorrection(WagtailFilterSet):
    """By kind, day of record and coop."""

    operation = django_filters.ChoiceFilter(label=_("Nature"), choices=CORRECTIONS)
    enregistre_le = django_filters.DateFromToRangeFilter(label=_("Enregistré"), widget=DateRangePickerWidget)
    cooperative = django_filters.ModelChoiceFilter(label=_("Coopérative"), queryset=corrigees)

    class Meta:
        model = Evenement
        fields: ClassVar[list[str]] = ["operation", "enregistre_le", "cooperative"]
