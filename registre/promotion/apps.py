"""Django configuration of the room of promotion."""

from django.apps import AppConfig


class PromotionConfig(AppConfig):
    """The badge and the kit of a label, and the acts that deploy the Raison d'être."""

    name = "registre.promotion"
    label = "promotion"
    verbose_name = "Promotion"
