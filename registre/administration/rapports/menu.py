"""The reports' addresses, and their lines under « Rapports », for whoever reads the candidatures."""

from collections.abc import Iterator
from functools import partial

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from registre.administration.rapports.base import RapportView
from registre.administration.rapports.indicateurs import IndicateursView, PreuvesView
from registre.administration.rapports.parcours import DelaisView, EntonnoirView
from registre.administration.rapports.prevision import PrevisionView

RAPPORTS: tuple[type[RapportView], ...] = (EntonnoirView, DelaisView, IndicateursView, PreuvesView, PrevisionView)
PREMIER_RANG = 500


class EntreeDeRapport(MenuItem):
    """A report's line in the menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this account reads it."""
        return RapportView.permission_policy.user_has_permission(request.user, RapportView.permission_required)


def entree(rapport: type[RapportView], rang: int) -> MenuItem:
    """Return its line in the menu."""
    page = rapport.index_url_name
    return EntreeDeRapport(rapport.page_title, reverse(page), name=page, icon_name="table", order=PREMIER_RANG + rang)


def adresses() -> Iterator[URLPattern]:
    """Yield the two addresses of each: the page, and its rows alone for the filters."""
    for rapport in RAPPORTS:
        chemin = f"reports/{rapport.export_filename}/"
        yield path(chemin, rapport.as_view(), name=rapport.index_url_name)
        yield path(f"{chemin}results/", rapport.as_view(results_only=True), name=rapport.index_results_url_name)


def inscrire() -> None:
    """Register them in the admin."""
    hooks.register("register_admin_urls", lambda: list(adresses()))
    for rang, rapport in enumerate(RAPPORTS):
        hooks.register("register_reports_menu_item", partial(entree, rapport, rang))
