"""Django configuration of the room of promotion."""

from importlib import import_module

from django.apps import AppConfig


class PromotionConfig(AppConfig):
    """The badge and the kit of a label, and the acts that deploy the Raison d'être."""

    name = "registre.promotion"
    label = "promotion"
    verbose_name = "Promotion"

    def ready(self) -> None:
        """Say which documents are the coops' own word, which no editor rewrites; what the barometer counts of it."""
        preuves = import_module("registre.promotion.deploiement.preuves")
        import_module("socle.medias.politique").CONFIEES.add(preuves.COLLECTION)
        import_module("socle.cadre.memoire").declarer(import_module("registre.promotion.models").Deploiement)
