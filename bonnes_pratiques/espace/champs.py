"""Form fields of a sheet: repeated entries with completion, a text pasted from anywhere."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bonnes_pratiques.espace.textes import propre, une_ligne
from socle.textes.jours import lire_jour


class PlusieursSaisies(forms.MultiWidget):
    """A few entries of the same name, each completed from one list of the page. `nom` is what one of them is."""

    def __init__(self, nombre: int, liste: str, nom: str) -> None:
        self.nombre = nombre
        attributs = {"list": liste, "autocomplete": "off"}
        saisies = [forms.TextInput(attributs | {"aria-label": f"{nom} {rang}"}) for rang in range(1, nombre + 1)]
        super().__init__(saisies)
        self.widgets_names = [""] * nombre

    def decompress(self, value: Any) -> list[str]:
        """Return the entries, blanks after them."""
        valeurs = [*(value or [])][: self.nombre]
        return valeurs + [""] * (self.nombre - len(valeurs))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, self.decompress(value), attrs)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return every entry of this name."""
        return data.getlist(name) if hasattr(data, "getlist") else [*data.get(name, [])]


class ChampPlusieurs(forms.Field):
    """The entries typed, blanks out; commas part them too."""

    def clean(self, value: Any) -> list[str]:
        """Return them as clean lines."""
        return [ligne for entree in value or [] for brut in entree.split(",") if (ligne := une_ligne(brut))]


class ChampLigne(forms.CharField):
    """One line, whatever was pasted."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(une_ligne(value or "")) or "")


class ChampTexte(forms.CharField):
    """Paragraphs and lists, typed as plain text."""

    def __init__(self, *, lignes: int = 5, **options: Any) -> None:
        super().__init__(strip=False, widget=forms.Textarea(attrs={"rows": lignes}), **options)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(propre(value or "")) or "")


class ChampJour(forms.CharField):
    """A day, as a date picker writes it (2024-03-14) or as a hand does (14/03/2024)."""

    def clean(self, value: Any) -> datetime.date | None:
        """Return the day, None when the field is empty. Raises `ValidationError`."""
        texte = super().clean(value)
        if not texte:
            return None
        try:
            return lire_jour(texte)
        except ValueError as erreur:
            raise ValidationError("Écrivez une date qui existe, comme 14/03/2024.") from erreur
