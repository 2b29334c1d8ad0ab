"""Django configuration of the room where coops follow the course of their label."""

from importlib import import_module

from django.apps import AppConfig


class SuiviConfig(AppConfig):
    """The points that coops send, and the visits they ask for."""

    name = "registre.suivi"
    label = "suivi"
    verbose_name = "Suivi"

    def ready(self) -> None:
        """Say for how long a draft is kept."""
        import_module("registre.suivi.conservation").poser()
