"""Choosing a coop: with what tells two coops of like names apart."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView

from registre.models import Cooperative
from socle.administration.contenus import ChoixFrancais
from socle.textes.ordre import EnFrancais

EN_PLUS = (
    ("commune", _("Commune"), "commune"),
    ("departement", _("Département"), "departement"),
    ("siren", _("SIREN"), "siren"),
)


class RechercheDeCooperative(SearchFilterMixin, BaseFilterForm):
    """Looks for a coop by any part of its name, town or SIREN, as they are written or not.

    Wagtail's own way asks the database's search, for which « Preclos » and « Préclos » are two words on PostgreSQL.
    """

    def filter(self, objects: Any) -> Any:
        """Return the coops that answer to what was typed, all of them when nothing was."""
        tape = self.cleaned_data.get("q")
        if not tape:
            return objects

        self.is_searching, self.search_query = True, tape
        return objects.filter(texte_recherche__icontains=tape)


class _AvecLieu:
    """The columns of the chooser, and its search."""

    filter_form_class = RechercheDeCooperative

    @property
    def columns(self) -> list[Column]:
        """Name, then town, department and number, then the columns of every snippet."""
        titre, *suite = super().columns  # type: ignore[misc]
        return [titre, *(Column(nom, label=libelle, accessor=acces) for nom, libelle, acces in EN_PLUS), *suite]


class ChoisirCooperativeView(_AvecLieu, ChooseView):
    """The window where a coop is chosen, its place beside its name."""


class ChoisirCooperativeResultatsView(_AvecLieu, ChooseResultsView):
    """The same, for the results alone."""


class ChoixCooperative(ChoixFrancais):
    """How a form has a coop chosen: by name, its place beside."""

    choose_view_class = ChoisirCooperativeView
    choose_results_view_class = ChoisirCooperativeResultatsView

    def get_object_list(self) -> QuerySet[Cooperative]:
        """Return the coops by name."""
        return Cooperative.objects.order_by(EnFrancais("nom"))
