"""Registers the library in Wagtail's admin. No logic here."""

from wagtail.snippets.models import register_snippet

from bonnes_pratiques.administration.viewsets import BonnesPratiquesGroup

register_snippet(BonnesPratiquesGroup)
