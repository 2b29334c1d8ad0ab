"""Django configuration of the room of reported errors."""

from django.apps import AppConfig


class SignalementsConfig(AppConfig):
    """Errors that anybody reports, and what the Federation answers."""

    name = "registre.signalements"
    label = "signalements"
    verbose_name = "Signalements"
