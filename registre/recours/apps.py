"""Django configuration of the room of appeals."""

from importlib import import_module

from django.apps import AppConfig


class RecoursConfig(AppConfig):
    """What coops contest, and what the committee answers."""

    name = "registre.recours"
    label = "recours"
    verbose_name = "RecoursDeCooperative"

    def ready(self) -> None:
        """Say which folder is this room's."""
        recours = import_module("registre.recours.models.recours")
        import_module("socle.medias.orphelins").declarer(recours.DOSSIER_FERME, recours.PieceDeRecours)
