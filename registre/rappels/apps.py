"""Django configuration of the room of reminders."""

from django.apps import AppConfig


class RappelsConfig(AppConfig):
    """Reminders of the label's deadlines."""

    name = "registre.rappels"
    label = "rappels"
    verbose_name = "Rappels"
