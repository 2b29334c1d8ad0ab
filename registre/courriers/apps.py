"""Django configuration of the room of letters."""

from importlib import import_module

from django.apps import AppConfig


class CourriersConfig(AppConfig):
    """What rooms write to people by mail, and what became of it."""

    name = "registre.courriers"
    label = "courriers"
    verbose_name = "Courriers"

    def ready(self) -> None:
        """Say how long a letter is kept; have the people of a coop told of what is decided."""
        import_module("registre.courriers.conservation").poser()
        import_module("registre.courriers.decisions")
