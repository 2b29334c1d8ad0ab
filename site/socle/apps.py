"""Django configuration of the base every room stands on."""

from importlib import import_module

from django.apps import AppConfig


class SocleConfig(AppConfig):
    """Base page, blocks, navigation, design system, accounts."""

    name = "socle"
    verbose_name = "Socle"

    def ready(self) -> None:
        """Register the system checks and what the search finds; they read the models, which exist only now."""
        import_module("socle.checks")
        import_module("socle.recherche.pages")
