"""What calendars are told of an event's versions. Apart from the page: an old draft would bring back its own."""

from django.db import models
from django.utils.translation import gettext_lazy

from bonnes_pratiques.models.agenda import RendezVousPage


class RevisionDeCalendrier(models.Model):
    """How many times what calendars show of an event changed since it was first published, and when it last did."""

    page = models.OneToOneField(
        RendezVousPage, on_delete=models.CASCADE, primary_key=True, related_name="revision_de_calendrier"
    )
    revision = models.PositiveIntegerField(gettext_lazy("révision"), default=0)
    empreinte = models.CharField(gettext_lazy("empreinte"), max_length=64)
    modifiee_le = models.DateTimeField(gettext_lazy("modifiée le"))

    class Meta:
        verbose_name = gettext_lazy("révision de calendrier")
        verbose_name_plural = gettext_lazy("révisions de calendrier")

    def __str__(self) -> str:
        return f"{self.page_id} – {self.revision}"
