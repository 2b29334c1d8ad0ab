"""Django configuration of the room of proof."""

from django.apps import AppConfig


class PreuveConfig(AppConfig):
    """Keys, credentials, status lists and the public log."""

    name = "registre.preuve"
    label = "preuve"
    verbose_name = "Preuve"
