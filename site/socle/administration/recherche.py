"""What editors have of the search: their synonyms, and what was searched in vain."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from socle.administration.contenus import Contenus
from socle.models import RechercheSansResultat, Synonyme
from socle.recherche.vaines import par_texte

VOIR = "socle.view_recherchesansresultat"
ADRESSE = "recherches_sans_resultat"


class SynonymeViewSet(Contenus):
    """Groups of expressions, under Paramètres. A change is at work at once."""

    model = Synonyme
    icon = "pick"
    menu_label = _("Synonymes de la recherche")
    add_to_settings_menu = True
    list_display = [Column("__str__", label=_("Expressions équivalentes"), accessor="__str__")]
    search_fields = ["expressions"]
    search_backend_name = None
    ordering = "expressions"
    copy_view_enabled = False


class RecherchesSansResultatView(ReportView):
    """The last 90 days, the most asked first; never older, whether or not the purge ran."""

    model = RechercheSansResultat
    page_title = _("Recherches sans résultat")
    header_icon = "search"
    permission_policy = ModelPermissionPolicy(RechercheSansResultat)
    permission_required = "view"
    index_url_name = ADRESSE
    index_results_url_name = f"{ADRESSE}_resultats"
    is_searchable = False
    columns = [
        Column("texte", label=_("Recherche")),
        Column("total", label=_("Nombre de fois")),
        DateColumn("dernier", label=_("Dernière fois")),
    ]
    list_export = ["texte", "total", "dernier"]
    export_headings = {"texte": _("Recherche"), "total": _("Nombre de fois"), "dernier": _("Dernière fois")}

    def get_queryset(self) -> "QuerySet[RechercheSansResultat, Any]":
        """Return the texts, one row each."""
        return par_texte(timezone.localdate())


class EntreeDuRapport(MenuItem):
    """The report's line in the menu, for who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(VOIR)


def entree_du_rapport() -> MenuItem:
    """Return the report's line in the reports menu."""
    return EntreeDuRapport(
        _("Recherches sans résultat"), reverse(ADRESSE), name="recherches-sans-resultat", icon_name="search", order=900
    )


def adresses() -> list[URLPattern]:
    """Return the report's addresses in the admin."""
    return [
        path("reports/recherches-sans-resultat/", RecherchesSansResultatView.as_view(), name=ADRESSE),
        path(
            "reports/recherches-sans-resultat/results/",
            RecherchesSansResultatView.as_view(results_only=True),
            name=f"{ADRESSE}_resultats",
        ),
    ]
