"""Django configuration of the app."""

from django.apps import AppConfig


class BonnesPratiquesConfig(AppConfig):
    name = "bonnes_pratiques"
    verbose_name = "Bonnes pratiques"

    def ready(self) -> None:
        """Connect what keeps the flat library and the search in step with the sheets, tells people and caches."""
        from bonnes_pratiques.agenda import marques  # noqa: F401
        from bonnes_pratiques.bibliotheque import recherche, signaux  # noqa: F401
        from bonnes_pratiques.espace import personnes
        from bonnes_pratiques.fiches import annonces  # noqa: F401
        from bonnes_pratiques.models import Etiquette, Theme
        from bonnes_pratiques.publication import purge  # noqa: F401
        from socle.cadre import memoire

        personnes.poser()
        memoire.declarer(Etiquette, Theme)
