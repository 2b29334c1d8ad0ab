"""« Ce qui a été corrigé »: every correction, annulment and reason put right, with what it changed and why."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.viewsets.base import ViewSet

from registre.administration.colonnes import MomentColumn, PhrasesColumn
from registre.administration.filtres import FiltresCorrection
from registre.administration.gestes.politiques import LectureSeule
from registre.administration.gestes.recits import adresse, nom_d_evenement
from registre.administration.lectures import lectures
from registre.differences import differences
from registre.etats import SUR_UN_EVENEMENT, Operation
from registre.journal import connu
from registre.journal.acte import Acte
from registre.journal.rejeu import rejouer
from registre.models import Evenement

EXPORT: dict[str, tuple[str | Promise, Callable[[Any], Any]]] = {
    "enregistre_le": (gettext_lazy("Enregistré le (heure de Paris)"), lambda e: timezone.make_naive(e.enregistre_le)),
    "nature": (gettext_lazy("Nature"), lambda e: e.get_operation_display()),
    "etat": (gettext_lazy("État"), lambda e: e.etat),
    "siren": (gettext_lazy("SIREN"), lambda e: e.cooperative.siren),
    "cooperative": (gettext_lazy("Coopérative"), lambda e: e.cooperative.nom),
    "quoi": (gettext_lazy("Sur quoi"), lambda e: nom_d_evenement(e.corrige)),
    "change": (gettext_lazy("Avant → après"), lambda e: " ".join(e.change)),
    "motif": (gettext_lazy("Pourquoi"), lambda e: e.motif),
    "par": (gettext_lazy("Par"), lambda e: str(e.par or "")),
}


def ce_qu_il_change(actes: list[Acte], rang: int) -> list[str]:
    """Return what the event of this rank changed when it was recorded, in sentences. Pure."""
    avant, apres = actes[: rang - 1], actes[:rang]
    acte = actes[rang - 1]
    if acte.operation == Operation.CORRIGER_MOTIF:
        vise = acte.charge.retouches[0].rang  # type: ignore[attr-defined]
        mots = {"de": lectures(avant)[vise].lu.motif, "vers": lectures(apres)[vise].lu.motif}
        return [_("Motif : « %(de)s » → « %(vers)s ».") % mots]
    change = differences(rejouer(avant), rejouer(apres))
    return [*change.publiques, *change.internes]


def completer(evenements: Iterable[Evenement]) -> None:
    """Say on each event what it changed and whether it still holds. One query for them all."""
    lus = list(evenements)
    par_coop = connu.actes({evenement.cooperative_id for evenement in lus})
    etats = {pk: lectures(actes) for pk, actes in par_coop.items()}
    for evenement in lus:
        pk, rang = evenement.cooperative_id, evenement.rang
        evenement.etat = etats[pk][rang].etat  # type: ignore[attr-defined]
        evenement.change = ce_qu_il_change(par_coop[pk], rang)  # type: ignore[attr-defined]


class CorrectionsView(ReportView):
    """The last ones first; the same number of queries for one row and for fifty."""

    model = Evenement
    page_title = gettext_lazy("Ce qui a été corrigé")
    header_icon = "history"
    permission_policy = LectureSeule(Evenement)
    permission_required = "view"
    index_url_name = "registre_corrections:index"
    index_results_url_name = "registre_corrections:results"
    results_template_name = "registre/administration/corrections.html"
    filterset_class = FiltresCorrection
    is_searchable = False
    export_filename = "corrections"
    list_export = [*EXPORT]
    export_headings = {nom: entete for nom, (entete, _lire) in EXPORT.items()}
    columns = [
        TitleColumn(
            "nature",
            label=gettext_lazy("Nature"),
            accessor=lambda e: f"{e.get_operation_display()}{f' ({e.etat})' if e.etat else ''}",
            get_url=adresse,
            width="160",
        ),
        Column("cooperative", label=gettext_lazy("Coopérative")),
        Column("quoi", label=gettext_lazy("Sur quoi"), accessor=lambda e: nom_d_evenement(e.corrige)),
        PhrasesColumn("change", label=gettext_lazy("Avant → après"), width="320"),
        Column("motif", label=gettext_lazy("Pourquoi")),
        MomentColumn("enregistre_le", label=gettext_lazy("Quand")),
        Column("par", label=gettext_lazy("Par qui")),
    ]

    def get_queryset(self) -> "QuerySet[Evenement]":
        """Return what says something of another event, the last recorded first."""
        evenements = Evenement.objects.filter(operation__in=SUR_UN_EVENEMENT).order_by("-pk")
        return evenements.select_related("cooperative", "corrige__label", "auteur__par")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Complete the rows shown or exported: the table holds the same ones."""
        completer(object_list)
        return object_list

    def to_row_dict(self, item: Evenement) -> "OrderedDict[str, Any]":
        """Return a line of the export."""
        return OrderedDict((nom, lire(item)) for nom, (_entete, lire) in EXPORT.items())


class CorrectionsViewSet(ViewSet):
    """The report, in the register's own menu."""

    name = "registre_corrections"
    url_prefix = "registre/corrections"
    icon = "undo"
    menu_label = gettext_lazy("Ce qui a été corrigé")
    menu_name = "registre-corrections"

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """Its line in the menu, for whoever may read the journal."""

        def is_shown(_item: MenuItem, request: HttpRequest) -> bool:
            return LectureSeule(Evenement).user_has_permission(request.user, "view")

        return type("CorrectionsMenuItem", (MenuItem,), {"is_shown": is_shown})

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the page, and its rows alone for the filters."""
        return [
            path("", CorrectionsView.as_view(), name="index"),
            path("results/", CorrectionsView.as_view(results_only=True), name="results"),
        ]
