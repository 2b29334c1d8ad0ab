"""Django configuration of the room of opinions."""

from importlib import import_module

from django.apps import AppConfig


class AvisConfig(AppConfig):
    """What is asked of outside experts, and what they answer."""

    name = "registre.avis"
    label = "avis"
    verbose_name = "Avis d’experts"

    def ready(self) -> None:
        """Say how long what tells how an expert was reached is kept."""
        import_module("registre.avis.conservation").poser()
