"""Django configuration of the app."""

from django.apps import AppConfig


class BonnesPratiquesConfig(AppConfig):
    """Bonnes pratiques."""

    name = "bonnes_pratiques"
    verbose_name = "Bonnes pratiques"

    def ready(self) -> None:
        """Connect what keeps the flat library and the search in step with the sheets, and tells people of their way."""
        from bonnes_pratiques import annonces, recherche, signaux  # noqa: F401
