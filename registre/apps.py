"""Django configuration of the app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from registre import gardes


class RegistreConfig(AppConfig):
    """The public register of the label, and the label's course behind it."""

    name = "registre"
    verbose_name = "Registre"

    def ready(self) -> None:
        """Connect what keeps the projection in step with a coop's identity, the journal out of reach,
        and the search with what it finds here."""
        from registre import recherche, signaux  # noqa: F401

        post_migrate.connect(gardes.poser, sender=self, dispatch_uid="registre.gardes")
