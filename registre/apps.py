"""Django configuration of the app."""

from django.apps import AppConfig


class RegistreConfig(AppConfig):
    """Registre."""

    name = "registre"
    verbose_name = "Registre"
