"""Django configuration of the room where coops follow the course of their label."""

from importlib import import_module

from django.apps import AppConfig


class SuiviConfig(AppConfig):
    """The points that coops send, and the visits they ask for."""

    name = "registre.suivi"
    label = "suivi"
    verbose_name = "Suivi"

    def ready(self) -> None:
        """Say for how long a draft is kept, and which folder is this room's."""
        import_module("registre.suivi.conservation").poser()
        piece = import_module("registre.suivi.models.piece")
        import_module("socle.medias.orphelins").declarer(piece.DOSSIER_FERME, piece.PieceDePoint)
