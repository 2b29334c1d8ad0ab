"""Django configuration of the room of reported errors."""

from importlib import import_module

from django.apps import AppConfig


class SignalementsConfig(AppConfig):
    """Errors that anybody reports, and what the Federation answers."""

    name = "registre.signalements"
    label = "signalements"
    verbose_name = "Signalements"

    def ready(self) -> None:
        """Say how long what was written is kept."""
        import_module("registre.signalements.conservation").poser()
