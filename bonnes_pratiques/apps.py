"""Django configuration of the app."""

from django.apps import AppConfig


class BonnesPratiquesConfig(AppConfig):
    """Bonnes pratiques."""

    name = "bonnes_pratiques"
    verbose_name = "Bonnes pratiques"

    def ready(self) -> None:
        """Connect what keeps the flat library in step with the sheets."""
        from bonnes_pratiques import recherche, signaux  # noqa: F401
