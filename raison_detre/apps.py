"""Django configuration of the app."""

from importlib import import_module

from django.apps import AppConfig


class RaisonDetreConfig(AppConfig):
    """Raison d'être."""

    name = "raison_detre"
    verbose_name = "Raison d'être"

    def ready(self) -> None:
        """Tell the search what can be found here."""
        import_module("raison_detre.recherche")
