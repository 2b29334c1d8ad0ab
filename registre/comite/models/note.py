"""What a member writes down of a point while reading: for themselves, or for the others."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.comite.models.membre import MembreDuComite
from registre.comite.models.point import PointALOrdreDuJour


class NoteDePoint(models.Model):
    """One note of one member on one point. Shared, it is read by all but members in conflict. Never in the minutes."""

    point = models.ForeignKey(
        PointALOrdreDuJour, on_delete=models.CASCADE, related_name="notes", verbose_name=_("point")
    )
    membre = models.ForeignKey(MembreDuComite, on_delete=models.PROTECT, related_name="notes", verbose_name=_("membre"))
    texte = models.TextField(_("note"))
    partagee = models.BooleanField(_("partagée avec le comité"), default=False)
    ecrite_le = models.DateTimeField(_("écrite le"), default=timezone.now)

    class Meta:
        verbose_name = _("note de lecture")
        verbose_name_plural = _("notes de lecture")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["point", "membre"],
                name="note_une_par_membre_et_point",
                violation_error_message=_("Vous avez déjà une note sur ce point."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membre}, {self.point}"
