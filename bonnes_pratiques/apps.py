"""Django configuration of the app."""

from django.apps import AppConfig


class BonnesPratiquesConfig(AppConfig):
    """Bonnes pratiques."""

    name = "bonnes_pratiques"
    verbose_name = "Bonnes pratiques"

    def ready(self) -> None:
        """Connect what tells people of a sheet's way."""
        from bonnes_pratiques import annonces, signaux  # noqa: F401
