"""Where the draft of a sheet came from, when it came from the label: one sheet for one indicator."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.models import Indicateur


class OrigineDeFiche(models.Model):
    """The indicator that a sheet was begun from, whatever its text has become. An indicator begins one sheet."""

    fiche = models.OneToOneField("bonnes_pratiques.FichePratique", on_delete=models.CASCADE, related_name="origine")
    indicateur = models.OneToOneField(Indicateur, on_delete=models.CASCADE, related_name="fiche_commencee")

    class Meta:
        verbose_name = _("origine d'une fiche")
        verbose_name_plural = _("origines de fiches")

    def __str__(self) -> str:
        return f"{self.fiche} – {self.indicateur}"
