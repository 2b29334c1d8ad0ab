"""Django configuration of the app."""

from django.apps import AppConfig


class BonnesPratiquesConfig(AppConfig):
    """Bonnes pratiques."""

    name = "bonnes_pratiques"
    verbose_name = "Bonnes pratiques"
