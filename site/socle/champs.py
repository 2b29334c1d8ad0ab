"""Fields that Wagtail and Django lack: a StreamField out of migrations, a list of choices, a line, a day, files."""

from typing import Any, ClassVar

from django import forms
from django.db import models
from django.forms.fields import MultipleChoiceField
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from socle.textes.signes import une_ligne


class FluxField(StreamField):
    """A StreamField that tells migrations only that it is one.

    Block definitions change weekly and never the column: kept in migrations they fill them with thousands of lines. The
    price: a data migration sees the raw JSON, not blocks (docs/decisions/0003).
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class ChoixMultiplesField(models.JSONField):
    """A list of codes kept as JSON, ticked in a form: few, fixed, filtered through an index of their own.

    `codes` are (code, label) pairs. Migrations see a JSONField: which codes exist is not the column's business.
    """

    def __init__(self, *args: Any, codes: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", list(args), kwargs

    def formfield(self, **kwargs: Any) -> MultipleChoiceField:
        """Return boxes to tick, in the order of `codes`."""
        return MultipleChoiceField(
            choices=self.codes,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=kwargs.get("widget") or forms.CheckboxSelectMultiple,
        )


class LigneDeFormulaire(forms.CharField):
    """One line of a form, whatever was pasted in it."""

    def to_python(self, value: Any) -> Any:
        lu = super().to_python(value)
        return une_ligne(lu) if isinstance(lu, str) else lu


class JourDeFormulaire(forms.DateField):
    """A day, as `socle.langues.formats` reads it; the rest is refused in words, and stays as it was typed."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Écrivez une date qui existe, avec l’année en quatre chiffres, comme 14/03/2026."),
    }


class HeureDeFormulaire(forms.TimeField):
    """An hour typed the French way, 9h30 or 9:30."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Écrivez une heure qui existe, comme 9h30 ou 14:05."),
    }


class MomentDeFormulaire(forms.DateTimeField):
    """A day and an hour, likewise."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Écrivez un jour et une heure qui existent, comme 14/03/2026 9h30."),
    }


class PlusieursFichiers(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True
