"""The screens of every snippet: Wagtail's own, whose sentences agree with what they speak of.

What Wagtail says of drafts, schedules and review, in `francais_de_wagtail`, suits any name (docs/decisions/0027).
"""

from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property, lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    SnippetViewSet,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from socle.administration.fiches import FicheDeTexteView
from socle.administration.francais.accord import Nom, a_ete
from socle.administration.listes import OrdreFrancais
from socle.textes.ordre import en_ordre_francais

ENREGISTRER = frozenset({"create", "edit"})  # Wagtail's names for saving, without publishing or asking for a review


class AjoutAccorde:
    """To put before a list of Wagtail's that has a button to add."""

    model: Any

    @cached_property
    def add_item_label(self) -> str:
        """What the button to add says, the model's name agreeing."""
        return f"Ajouter {Nom.de(self.model).un}"


class ListeFrancaise(AjoutAccorde, OrdreFrancais, IndexView):
    """The list of a snippet, in French order."""


class Ajouter(CreateView):
    """The form that adds one, titled by what it adds."""

    def get_page_title(self) -> str:
        return str(capfirst(Nom.de(self.model).nouveau))

    def get_page_subtitle(self) -> str:
        """Nothing more: the title names it."""
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Wagtail's, the last named as the title is."""
        *avant, ici = super().get_breadcrumbs_items()
        return [*avant, ici | {"label": self.get_page_title()}]

    def get_success_message(self, instance: Any) -> str:
        """Say what was created; Wagtail says the rest."""
        return a_ete("créé", instance) if self.action in ENREGISTRER else str(super().get_success_message(instance))


class Modifier(EditView):
    """The form that changes one; what was done agrees with its name."""

    def get_success_message(self, instance: Any = None) -> str:
        """Say what was changed; Wagtail says the rest."""
        if self.action in ENREGISTRER:
            return a_ete("modifié", instance or self.object)
        return str(super().get_success_message(instance))


class Supprimer(DeleteView):
    """The page that asks before deleting."""

    @property
    def confirmation_message(self) -> str:
        return f"Supprimer {Nom.de(self.model).ce}\u00a0? C’est définitif."

    def get_success_message(self) -> str:
        return a_ete("supprimé", self.object)


def _choisir(modele: type[Model], debut: str, forme: str) -> str:
    return f"{debut} {getattr(Nom.de(modele), forme)}"


choisir = lazy(_choisir, str)


class BoutonDeChoix(AdminSnippetChooser):
    """The field that opens the list to choose from."""

    def __init__(self, model: Any = None, **kwargs: Any) -> None:
        super().__init__(model, **kwargs)
        # Lazy: forms are made once, in the language of whoever asks first.
        self.choose_one_text = choisir(self.model, "Choisir", "un")
        self.choose_another_text = choisir(self.model, "Choisir", "autre")
        self.link_to_chosen_text = choisir(self.model, "Modifier", "ce")


class _FiltreParLangue:
    """Wagtail's filter by language, named."""

    def get_filter_form(self) -> Any:
        formulaire = super().get_filter_form()  # type: ignore[misc] # of the view behind
        if "locale" in formulaire.fields:
            formulaire.fields["locale"].label = _("Langue")
        return formulaire


class Choisir(_FiltreParLangue, ChooseView):
    """The list to choose from."""


class ChoisirResultats(_FiltreParLangue, ChooseResultsView):
    """The same, for the results alone."""


class ChoixFrancais(SnippetChooserViewSet):
    """Choosing a snippet, as its model orders them."""

    base_widget_class = BoutonDeChoix
    choose_view_class = Choisir
    choose_results_view_class = ChoisirResultats

    def get_object_list(self) -> Any:
        return en_ordre_francais(self.model._default_manager.all())


class Contenus(SnippetViewSet):
    """What every viewset of snippets begins with."""

    index_view_class = ListeFrancaise
    add_view_class = Ajouter
    edit_view_class = Modifier
    delete_view_class = Supprimer
    inspect_view_class = FicheDeTexteView
    chooser_viewset_class = ChoixFrancais
