"""Where coops show their label, what was seen there, and what is shown wrongly, as the Federation sees it."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import django_filters
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import IndexView

from registre.administration.colonnes import MomentColumn
from registre.promotion.affichages.torts import torts
from registre.promotion.models import Affichage, Constat, ResultatDuConstat
from socle.administration.contenus import Contenus
from socle.administration.fiches import FicheDeTexteView
from socle.administration.listes import OrdreFrancais

JAMAIS = "jamais"


def resultat(affichage: Any) -> str:
    """Return how the last look at an address ended, in words."""
    return str(ResultatDuConstat(affichage.dernier).label) if affichage.dernier else str(_("jamais regardée"))


def a_tort(affichage: Any) -> str:
    """Return what is shown wrongly at an address, a dash for nothing."""
    return " ; ".join(affichage.torts_lus) or "–"


EXPORT: dict[str, tuple[str | Promise, Callable[[Any], Any]]] = {
    "siren": (_("SIREN"), lambda a: a.cooperative.siren),
    "cooperative": (_("Coopérative"), lambda a: a.cooperative.nom),
    "adresse": (_("Adresse"), lambda a: a.adresse),
    "declare_le": (_("Déclarée le (heure de Paris)"), lambda a: a.declare_le),
    "vu_le": (_("Regardée le (heure de Paris)"), lambda a: a.vu_le or ""),
    "resultat": (_("Résultat"), resultat),
    "a_tort": (_("Montré à tort"), lambda a: " ; ".join(a.torts_lus)),
}


class FiltresAffichage(WagtailFilterSet):
    """By what was seen last, and by what is shown wrongly today."""

    dernier = django_filters.ChoiceFilter(
        label=_("Dernier résultat"),
        choices=[*ResultatDuConstat.choices, (JAMAIS, _("jamais regardée"))],
        method="par_resultat",
    )
    a_tort = django_filters.BooleanFilter(label=_("Montré à tort"), method="par_tort")

    class Meta:
        model = Affichage
        fields: ClassVar[list[str]] = ["dernier", "a_tort"]

    def par_resultat(self, queryset: QuerySet[Any], _nom: str, valeur: str) -> QuerySet[Any]:
        """Keep the addresses whose last look ended so, or those nobody looked at."""
        if valeur == JAMAIS:
            return queryset.filter(dernier__isnull=True)
        return queryset.filter(dernier=valeur)

    def par_tort(self, queryset: QuerySet[Any], _nom: str, valeur: bool) -> QuerySet[Any]:
        """Keep the addresses where a label is shown wrongly today, or the others."""
        cles = torts(timezone.localdate()).keys()
        return queryset.filter(pk__in=cles) if valeur else queryset.exclude(pk__in=cles)


class ListerAffichages(OrdreFrancais, IndexView):
    """The list: each row says what is wrong there today. Three queries more for a whole page or export."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give each address what is wrong there. The table holds the same rows, read once."""
        contexte: dict[str, Any] = super().get_context_data(*args, **kwargs)
        marquer(contexte["object_list"])
        return contexte

    def to_row_dict(self, item: Affichage) -> "OrderedDict[str, Any]":
        """Return a line of the export."""
        return OrderedDict((nom, lire(item)) for nom, (_entete, lire) in EXPORT.items())


class InspecterAffichage(FicheDeTexteView):
    """An address, and every look at it, the latest first."""

    def get_fields_context(self) -> list[dict[str, Any]]:
        """The fields, then the looks."""
        constats = Constat.objects.filter(affichage=self.object).prefetch_related("labels_vus")
        vus = [
            {"label": MomentColumn("vu_le").get_value(constat), "value": dit_du_constat(constat), "component": None}
            for constat in constats.order_by("-vu_le", "-pk")[:50]
        ]
        return [*super().get_fields_context(), *vus]


def marquer(affichages: Iterable[Any]) -> None:
    """Give each of these addresses, as `torts_lus`, the sentences of what is wrong there today."""
    lus = list(affichages)
    trouves = torts(timezone.localdate(), [affichage.pk for affichage in lus])
    for affichage in lus:
        affichage.torts_lus = [str(tort) for tort in trouves.get(affichage.pk, [])]


def dit_du_constat(constat: Constat) -> str:
    """Return what a look saw, in one sentence."""
    vus = ", ".join(f"{vu.get_forme_display()} {vu.numero}" for vu in constat.labels_vus.all())
    return " – ".join(mot for mot in (str(constat.get_resultat_display()), vus, constat.precision) if mot)


class VuColumn(MomentColumn):
    """The moment of the last look; a dash when nobody looked."""

    def get_value(self, instance: Any) -> str:
        return super().get_value(instance) if instance.vu_le else "–"


class AffichageViewSet(Contenus):
    """The addresses that coops declared."""

    model = Affichage
    icon = "site"
    menu_label = _("Affichages")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterAffichage
    inspect_view_fields = ["cooperative", "adresse", "declare_le", "declare_par"]
    index_view_class = ListerAffichages
    filterset_class = FiltresAffichage
    list_display = [
        "adresse",
        Column("cooperative", label=_("Coopérative"), sort_key="cooperative__nom"),
        VuColumn("vu_le", label=_("Regardée le"), sort_key="vu_le"),
        Column("dernier", label=_("Résultat"), accessor=resultat),
        Column("a_tort", label=_("Montré à tort"), accessor=a_tort),
    ]
    list_export = [*EXPORT]
    export_headings = {nom: entete for nom, (entete, _lire) in EXPORT.items()}
    export_filename = "affichages"
    search_fields = ["adresse", "cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "cooperative__nom"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Affichage]:
        """Return the addresses with their coop and their last look."""
        constats = Constat.objects.filter(affichage=OuterRef("pk")).order_by("-vu_le", "-pk")
        dernier, vu_le = (Subquery(constats.values(champ)[:1]) for champ in ("resultat", "vu_le"))
        return Affichage.objects.select_related("cooperative").annotate(dernier=dernier, vu_le=vu_le)
