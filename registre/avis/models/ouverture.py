"""Each opening of a link by an expert: of the page, or of one of its files."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.avis.models.demande import DemandeDAvis
from registre.dossier.models import PieceDeDossier


class OuvertureDAvis(models.Model):
    """What was opened, and when. Written by `registre.avis.acces`, never changed. A program may open a link too."""

    demande = models.ForeignKey(
        DemandeDAvis, on_delete=models.CASCADE, related_name="ouvertures", verbose_name=_("avis demandé")
    )
    piece = models.ForeignKey(
        PieceDeDossier, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("pièce")
    )
    ouverte_le = models.DateTimeField(_("ouvert le"), default=timezone.now)

    class Meta:
        verbose_name = _("ouverture d'un lien d'expert")
        verbose_name_plural = _("ouvertures des liens d'experts")

    def __str__(self) -> str:
        return f"{self.demande}, {self.ouverte_le:%d/%m/%Y}"
