"""Django configuration of the room of the committee."""

from django.apps import AppConfig


class ComiteConfig(AppConfig):
    """Sessions of the validation committee, their agenda, decisions and minutes."""

    name = "registre.comite"
    label = "comite"
    verbose_name = "Comité"

    # Minutes are kept to the letter: cleaned again, they would no longer have the digest they were locked with.
    modeles_a_la_lettre = frozenset({"ProcesVerbal"})
