"""Django configuration of the room of the dossier."""

from django.apps import AppConfig


class DossierConfig(AppConfig):
    """What a coop prepares, files and completes."""

    name = "registre.dossier"
    label = "dossier"
    verbose_name = "DossierDeCandidature"

    # A version is kept to the letter: cleaned again, it would no longer have the digest it was filed with. What is
    # typed in a step is cleaned as it arrives (`socle.textes.saisie`).
    modeles_a_la_lettre = frozenset({"Version"})
