"""Django configuration of the app."""

from django.apps import AppConfig


class RaisonDetreConfig(AppConfig):
    """Raison d'être."""

    name = "raison_detre"
    verbose_name = "Raison d'être"
