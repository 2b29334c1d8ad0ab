"""Choosers: French rows only, with what tells two editions apart."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.models import Locale
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView

from socle.administration.contenus import ChoixFrancais


class _AvecEdition:
    """The columns of a chooser whose rows belong to an edition."""

    i18n_enabled = False
    colonnes_en_plus: tuple[tuple[str, Any, str], ...] = ()

    @property
    def columns(self) -> list[Column]:
        """Title, then the columns of the model, then the status."""
        titre, *suite = super().columns  # type: ignore[misc]
        ajoutees = [Column(nom, label=libelle, accessor=acces) for nom, libelle, acces in self.colonnes_en_plus]
        return [titre, *ajoutees, *suite]


class ChoisirAxeView(_AvecEdition, ChooseView):
    """An axis: number and title, edition."""

    colonnes_en_plus = (("edition", _("Édition"), "referentiel.code"),)


class ChoisirAxeResultatsView(_AvecEdition, ChooseResultsView):
    """The same, for the results alone."""

    colonnes_en_plus = ChoisirAxeView.colonnes_en_plus


class ChoisirEngagementView(_AvecEdition, ChooseView):
    """An engagement: number and wording, axis, edition."""

    colonnes_en_plus = (("axe", _("Axe"), "axe"), ("edition", _("Édition"), "referentiel.code"))


class ChoisirEngagementResultatsView(_AvecEdition, ChooseResultsView):
    """The same, for the results alone."""

    colonnes_en_plus = ChoisirEngagementView.colonnes_en_plus


def lignes_francaises(modele: Any, *liees: str) -> QuerySet:
    """Return the rows facts may point at, in order. By locale id: the search index cannot follow `sources()`."""
    francais = Locale.objects.get(language_code="fr")
    return modele.objects.filter(locale=francais).select_related(*liees).order_by("referentiel", "numero")


class ChoixAxe(ChoixFrancais):
    """How editors choose an axis in a form."""

    choose_view_class = ChoisirAxeView
    choose_results_view_class = ChoisirAxeResultatsView

    def get_object_list(self) -> QuerySet:
        """Return the axes to choose from."""
        return lignes_francaises(self.model, "referentiel")


class ChoixEngagement(ChoixFrancais):
    """How editors choose an engagement in a form."""

    choose_view_class = ChoisirEngagementView
    choose_results_view_class = ChoisirEngagementResultatsView

    def get_object_list(self) -> QuerySet:
        """Return the engagements to choose from."""
        return lignes_francaises(self.model, "referentiel", "axe")
