"""Django configuration of the app."""

from django.apps import AppConfig


class RegistreConfig(AppConfig):
    """The public register of the label, and the label's course behind it."""

    name = "registre"
    verbose_name = "Registre"

    def ready(self) -> None:
        """Connect what keeps the projection in step with a coop's identity."""
        from registre import signaux  # noqa: F401
