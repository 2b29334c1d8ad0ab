"""Form fields for what editors type in words and the model keeps as data."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from raison_detre.models import Axe


class MoisField(forms.CharField):
    """A list of months typed as « 6, 12 » instead of JSON."""

    def to_python(self, value: Any) -> Any:
        """Return the months as typed, in their order. Raises `ValidationError` when one is not a whole number.

        A field that is read-only hands over the list it shows.
        """
        if isinstance(value, list):
            return value

        morceaux = [morceau.strip() for morceau in (value or "").replace(";", ",").split(",")]

        try:
            return [int(morceau) for morceau in morceaux if morceau]
        except ValueError as erreur:
            raise ValidationError(_("Donnez des mois entiers séparés par des virgules, par exemple 6, 12.")) from erreur

    def prepare_value(self, value: Any) -> Any:
        """Return the text to show for a list of months; what was typed is shown as it was."""
        return ", ".join(str(mois) for mois in value) if isinstance(value, list) else value


class AxeField(forms.ModelChoiceField):
    """An axis among the French ones, each with its edition: facts point at the French row."""

    def __init__(self, **kwargs: Any) -> None:
        axes = Axe.objects.sources().select_related("referentiel").order_by("-referentiel__en_vigueur_du", "numero")
        super().__init__(queryset=axes, **kwargs)

    def label_from_instance(self, axe: Any) -> str:
        """Return the axis with its edition, since each edition has its axis 1."""
        return f"{axe.referentiel.code} · {axe}"
