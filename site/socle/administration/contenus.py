"""The screens of every snippet: Wagtail's own, whose sentences agree with what they speak of.

What Wagtail says of drafts, schedules and review, in `francais_de_wagtail`, suits any name (docs/decisions/0027).
"""

from typing import Any

from django.db.models import Model
from django.template.defaultfilters import yesno
from django.utils.functional import cached_property, lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.fields import RichTextField
from wagtail.rich_text import RichText
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    IndexView,
    InspectView,
    SnippetViewSet,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from socle.administration.accord import Nom, a_ete
from socle.administration.listes import OrdreFrancais
from socle.textes.ordre import en_ordre_francais

# What Wagtail and its translations keep for themselves: the list and the history say it in words.
INTERNES = [
    *("id", "uuid", "translation_key", "locale", "latest_revision", "live_revision", "live", "locked", "locked_at"),
    *("has_unpublished_changes", "first_published_at", "last_published_at", "go_live_at", "expire_at", "expired"),
    *("locked_by", "alias_of"),
]
ENREGISTRER = frozenset({"create", "edit"})  # Wagtail's names for saving, without publishing or asking for a review


class AjoutAccorde:
    """To put before a list of Wagtail's that has a button to add."""

    model: Any

    @cached_property
    def add_item_label(self) -> str:
        """What the button says."""
        return f"Ajouter {Nom.de(self.model).un}"


class ListeFrancaise(AjoutAccorde, OrdreFrancais, IndexView):
    """The list."""


class Ajouter(CreateView):
    """The add form."""

    def get_page_title(self) -> str:
        """What is added."""
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
    """The edit form."""

    def get_success_message(self, instance: Any = None) -> str:
        """Say what was changed; Wagtail says the rest."""
        if self.action in ENREGISTRER:
            return a_ete("modifié", instance or self.object)
        return str(super().get_success_message(instance))


class Supprimer(DeleteView):
    """The page that asks before deleting."""

    @property
    def confirmation_message(self) -> str:
        """The question."""
        return f"Supprimer {Nom.de(self.model).ce}\u00a0? C’est définitif."

    def get_success_message(self) -> str:
        """Say what was deleted."""
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
        """Return the form."""
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
        """Return all of them."""
        return en_ordre_francais(self.model._default_manager.all())


class Consulter(InspectView):
    """Reading all of it, without a form."""

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        """Return a value as people write it: oui or non, a text with its layout, a dash when there is none."""
        if getattr(self.object, field_name) in (None, ""):
            return "–"
        valeur = super().get_field_display_value(field_name, field)
        if isinstance(field, RichTextField):
            return RichText(valeur)
        return yesno(valeur) if isinstance(valeur, bool) else valeur


class Contenus(SnippetViewSet):
    """What every viewset of snippets begins with."""

    index_view_class = ListeFrancaise
    add_view_class = Ajouter
    edit_view_class = Modifier
    delete_view_class = Supprimer
    inspect_view_class = Consulter
    inspect_view_fields_exclude = INTERNES
    chooser_viewset_class = ChoixFrancais
