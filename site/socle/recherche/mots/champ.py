"""A column of words made plain, which finds what people type as they write it."""

from typing import Any

from django.db import models
from django.db.models.lookups import IContains

from socle.recherche.mots.normalisation import normaliser


class TexteNormalise(models.CharField):
    """Text kept as `normaliser` gives it: what is looked for in it (`icontains`) is made plain in the same way.

    Wagtail's lists and filters all ask by `icontains`, with what was typed: « Préclos-sur-Lune » is then found at each
    of these doors.
    """

    def deconstruct(self) -> Any:
        """Migrations know it as what the database holds, an ordinary `CharField`."""
        nom, _chemin, arguments, options = super().deconstruct()
        return nom, "django.db.models.CharField", arguments, options


@TexteNormalise.register_lookup
class ContientEnClair(IContains):
    """`icontains`, of the plain form of what was typed; a number typed by groups is one word."""

    def get_prep_lookup(self) -> Any:
        """Return what to look for. A text that leaves nothing (« – ») is looked for as it is, and found nowhere."""
        tape = str(super().get_prep_lookup())
        clair = normaliser(tape)
        compact = clair.replace(" ", "")

        return (compact if compact.isdecimal() else clair) or tape
