"""Django configuration of the room of reminders."""

from functools import partial
from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RappelsConfig(AppConfig):
    """Reminders of the label's deadlines."""

    name = "registre.rappels"
    label = "rappels"
    verbose_name = "Rappels"

    def ready(self) -> None:
        """Say how long what was sent is kept."""
        conservation, envoi = import_module("socle.conservation"), import_module("registre.rappels.envoi")
        duree = partial(conservation.en_mois, conservation.RAPPELS_MOIS)
        conservation.declarer(conservation.Oubli(_("Rappels envoyés"), duree, envoi.anciens))
        lectures = import_module("registre.rappels.lectures.envoi")
        conservation.declarer(conservation.Oubli(_("Rappels de lecture au comité"), duree, lectures.anciens))
