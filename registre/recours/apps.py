"""Django configuration of the room of appeals."""

from django.apps import AppConfig


class RecoursConfig(AppConfig):
    """What coops contest, and what the committee answers."""

    name = "registre.recours"
    label = "recours"
    verbose_name = "RecoursDeCooperative"
