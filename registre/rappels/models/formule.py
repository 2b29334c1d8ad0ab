"""The words around the deadlines of a reminder, as the Federation writes them."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PreviewableMixin


class Moment(models.TextChoices):
    """When one writes: before every deadline of the message, or once one of them has passed."""

    AVANT = "avant", _("avant l'échéance")
    APRES = "apres", _("après l'échéance")


class FormuleDeRappel(PreviewableMixin, models.Model):
    """Subject, opening and closing of the reminders of one kind. The deadlines are listed between the two."""

    moment = models.CharField(_("moment"), max_length=5, choices=Moment, unique=True, editable=False)
    sujet = models.CharField(_("sujet"), max_length=150)
    ouverture = models.TextField(_("début du message"), help_text=_("Avant la liste des échéances."))
    fermeture = models.TextField(_("fin du message"), help_text=_("Après la liste des échéances."))

    panels: ClassVar[list] = [FieldPanel("sujet"), FieldPanel("ouverture"), FieldPanel("fermeture")]

    class Meta:
        verbose_name = _("formule de rappel")
        verbose_name_plural = _("formules de rappel")

    def __str__(self) -> str:
        return str(self.get_moment_display())

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The message as it leaves, on a page of the admin."""
        return "registre/administration/rappel_apercu.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """The wording: the template writes the message that it would make."""
        return {"formule": self}
