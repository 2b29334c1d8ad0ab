"""Merging tags chosen in their list: which one stays is asked, then every sheet follows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from bonnes_pratiques.fiches.etiquetage import fusionner
from bonnes_pratiques.models import Etiquette
from socle.textes.ordre import EnFrancais

DEUX = 2


class FormulaireDeFusion(forms.Form):
    """Which of the chosen tags stays."""

    garde = forms.ModelChoiceField(
        label=_("Étiquette à garder"),
        queryset=Etiquette.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez l’étiquette à garder.")},
    )

    def __init__(self, *args: Any, choisies: list[Etiquette], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["garde"].queryset = Etiquette.objects.filter(  # type: ignore[attr-defined]
            pk__in=[etiquette.pk for etiquette in choisies]
        ).order_by(EnFrancais("name"))


class FusionnerEtiquettes(SnippetBulkAction):
    """The action of the list. Needs the right to change tags and to delete them: the others disappear."""

    display_name = _("Fusionner")
    action_type = "fusionner"
    aria_label = _("Fusionner les étiquettes choisies")
    template_name = "bonnes_pratiques/administration/fusionner.html"
    action_priority = 20
    form_class = FormulaireDeFusion
    models = [Etiquette]

    def check_perm(self, objet: Any) -> bool:
        """Whether this person may merge this tag."""
        return all(
            self.permission_policy.user_has_permission_for_instance(self.request.user, droit, objet)
            for droit in ("change", "delete")
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer only the tags chosen."""
        return super().get_form_kwargs() | {"choisies": self.get_actionable_objects()[0]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether there are enough of them to merge."""
        contexte: dict[str, Any] = super().get_context_data(**kwargs)
        return contexte | {"assez": len(contexte["items"]) >= DEUX}

    @property
    def _garde(self) -> Etiquette:
        """The tag that stays, once the form is valid."""
        formulaire: Any = self.cleaned_form
        garde: Etiquette = formulaire.cleaned_data["garde"]
        return garde

    def get_execution_context(self) -> dict[str, Any]:
        """Pass on which one stays."""
        return super().get_execution_context() | {
            "garde": self._garde,
            "par": self.request.user,
        }

    @classmethod
    def execute_action(cls, objets: Any, garde: Any = None, par: Any = None, **kwargs: Any) -> tuple[int, int]:
        """Merge; return how many tags were merged, and how many sheets followed."""
        return len(objets), fusionner(garde, objets, par=par)

    def get_success_message(self, etiquettes: int, fiches: int) -> str:
        """Name the tag kept, and count the tags merged and the sheets they were on."""
        reunies = ngettext(
            "%(n)s étiquette réunie sous « %(nom)s »", "%(n)s étiquettes réunies sous « %(nom)s »", etiquettes
        )
        suivies = ngettext("sur %(n)s fiche.", "sur %(n)s fiches.", fiches)
        return f"{reunies % {'n': etiquettes, 'nom': self._garde}}, {suivies % {'n': fiches}}"
