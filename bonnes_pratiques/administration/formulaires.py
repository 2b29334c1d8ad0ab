"""What the edit forms refuse, and when: a draft needs nothing, a sheet sent to the review is whole."""

import copy
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.log_actions import log

from bonnes_pratiques.administration.champs import (
    DepartementsField,
    EngagementField,
    EngagementsField,
    ThemesField,
    en_arbre,
    engagements_a_choisir,
)
from bonnes_pratiques.administration.journal import MASQUER, MONTRER
from bonnes_pratiques.fiches.completude import ENGAGEMENTS_MAXIMUM, manques
from bonnes_pratiques.models.etiquette import Etiquette, canoniques
from bonnes_pratiques.models.theme import Theme


class FormulaireFiche(WagtailAdminPageForm):
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
        return manques(fiche, timezone.localdate())


class FormulaireEtiquette(WagtailAdminModelForm):
    """A tag's name; its address follows, so that typing the new name finds it."""

    def clean_name(self) -> str:
        """Return the name, spaces tidied. Refuses one that is another tag's, case and accents aside."""
        nom = " ".join(self.cleaned_data["name"].split())
        slug = slugify(nom)
        if not slug:
            raise ValidationError(_("Une étiquette contient au moins une lettre ou un chiffre."))
        autre = Etiquette.objects.filter(slug=slug).exclude(pk=self.instance.pk).first()
        if autre is not None:
            raise ValidationError(
                _("L’étiquette « %(nom)s » existe déjà : dans la liste, cochez les deux et fusionnez-les.")
                % {"nom": autre}
            )
        self.instance.slug = slug
        return nom


class FormulaireReprise(WagtailAdminModelForm):
    """A take-up. Hiding it, or showing it again, asks why; the reason is kept in its history."""

    motif = forms.CharField(
        label=gettext_lazy("Motif"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Demandé pour masquer ou montrer de nouveau. Gardé dans l’historique, jamais publié."),
    )

    def clean(self) -> dict[str, Any]:
        donnees: dict[str, Any] = super().clean() or {}
        if "masquee" in self.changed_data and not donnees.get("motif", "").strip():
            self.add_error("motif", _("Dites pourquoi : la coopérative peut le demander."))
        return donnees

    def save(self, commit: bool = True) -> Any:
        """Save, and write in the history who hid or showed it, and why."""
        reprise = super().save(commit)
        if "masquee" in self.changed_data:
            action = MASQUER if reprise.masquee else MONTRER
            log(reprise, action, user=self.for_user, data={"motif": self.cleaned_data["motif"].strip()})
        return reprise
