"""Django configuration of the room of visits."""

from importlib import import_module

from django.apps import AppConfig


class VisitesConfig(AppConfig):
    """What visitors saw on the spot, and who read it."""

    name = "registre.visites"
    label = "visites"
    verbose_name = "Visites"

    def ready(self) -> None:
        """Say how long a report that nobody confirmed is kept, and which folder is this room's."""
        import_module("registre.visites.conservation").poser()
        photo = import_module("registre.visites.models.photo")
        import_module("socle.medias.orphelins").declarer(photo.DOSSIER_FERME, photo.PhotoDeVisite)
