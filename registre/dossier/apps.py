"""Django configuration of the room of the dossier."""

from importlib import import_module

from django.apps import AppConfig


class DossierConfig(AppConfig):
    """What a coop prepares, files and completes."""

    name = "registre.dossier"
    label = "dossier"
    verbose_name = "DossierDeCandidature"

    # A version is kept to the letter: cleaned again, it would no longer have the digest it was filed with. What is
    # typed in a step is cleaned as it arrives (`socle.textes.saisie`).
    modeles_a_la_lettre = frozenset({"Version"})

    def ready(self) -> None:
        """Say which folder is this room's."""
        piece = import_module("registre.dossier.models.piece")
        import_module("socle.medias.orphelins").declarer(piece.DOSSIER_FERME, piece.PieceDeDossier)
