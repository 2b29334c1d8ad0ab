"""The edit form of a sheet: a draft needs nothing, a sheet sent to the review is whole."""

import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bonnes_pratiques.fiches.champs import (
    DepartementsField,
    EngagementField,
    EngagementsField,
    ThemesField,
    en_arbre,
    engagements_a_choisir,
)
from bonnes_pratiques.fiches.completude import ENGAGEMENTS_MAXIMUM
from bonnes_pratiques.models.etiquette import canoniques
from bonnes_pratiques.models.theme import Theme
from socle.administration.page import FormulaireDePage


class FormulaireFiche(FormulaireDePage):
    """A sheet. What it lacks is said on its fields when it is submitted, not while it is drafted."""

    engagement_principal = EngagementField(
        label=gettext_lazy("Engagement principal"),
        required=False,
        help_text=gettext_lazy("Celui que la pratique illustre d’abord, dans l’édition en vigueur."),
    )
    engagements_secondaires = EngagementsField(
        label=gettext_lazy("Autres engagements"), required=False, help_text=gettext_lazy("Deux au plus.")
    )
    themes = ThemesField(label=gettext_lazy("Thèmes"), queryset=Theme.objects.none(), required=False)
    departements = DepartementsField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "engagement_principal" not in self.fields:
            return
        deja = frozenset(engagement.pk for engagement in self.instance.engagements)
        for nom in ("engagement_principal", "engagements_secondaires"):
            self.fields[nom].queryset = engagements_a_choisir(deja)
        self.fields["themes"].queryset = en_arbre(Theme.objects.sources())

    def clean_engagements_secondaires(self) -> Any:
        """Refuse a third one at once: no draft may hold what the page cannot show."""
        choisis = self.cleaned_data["engagements_secondaires"]
        if len(choisis) > ENGAGEMENTS_MAXIMUM - 1:
            raise ValidationError(_("Deux engagements au plus, en dehors du principal : gardez les plus proches."))
        return choisis

    def clean_etiquettes(self) -> list[str]:
        """Return the tags as they already exist, whatever the case and accents they were typed with."""
        return canoniques(self.cleaned_data["etiquettes"])

    def is_valid(self) -> bool:
        """Whether the form may be saved; when it is submitted, also whether the sheet lacks nothing."""
        valide = super().is_valid()
        if not self.is_deferred_validation and "cooperative" in self.fields:
            for champ, messages in self._manques().items():
                if champ in self.fields and not self.has_error(champ):
                    self.add_error(champ, messages)
        return valide and not self.errors

    def _manques(self) -> dict[str, list[str]]:
        """What the sheet would lack as typed. Asked of a copy: the page being edited keeps what it had."""
        fiche = copy.copy(self.instance)
        vars(fiche)["_cluster_related_objects"] = dict(vars(self.instance).get("_cluster_related_objects") or {})

        fiche.engagements_secondaires.set(self.cleaned_data.get("engagements_secondaires") or [])
        lignes = self.formsets["autres_cooperatives"]

        fiche.autres_cooperatives.set(
            [
                ligne.instance
                for ligne in lignes.forms
                if ligne.is_valid() and ligne.instance.cooperative_id and not lignes._should_delete_form(ligne)
            ]
        )
        return fiche.manques(timezone.localdate())
