"""The edit forms of tags and take-ups, and what they refuse."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import log

from bonnes_pratiques.fiches.journal import MASQUER, MONTRER
from bonnes_pratiques.models.etiquette import Etiquette


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
