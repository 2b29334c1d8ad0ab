"""Who read which report, and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.visites.models.compte_rendu import CompteRenduDeVisite
from registre.visites.models.photo import PhotoDeVisite


class AccesAuCompteRendu(models.Model):
    """One reading of a report, or of one of its photographs. Written by `visites.acces`, never changed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("compte")
    )
    compte_rendu = models.ForeignKey(
        CompteRenduDeVisite, on_delete=models.CASCADE, related_name="acces", verbose_name=_("compte rendu")
    )
    photo = models.ForeignKey(
        PhotoDeVisite, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("photographie")
    )
    lu_le = models.DateTimeField(_("lu le"), default=timezone.now)

    class Meta:
        verbose_name = _("accès à un compte rendu")
        verbose_name_plural = _("accès aux comptes rendus")

    def __str__(self) -> str:
        return f"{self.user or ''} – {self.compte_rendu}"
