"""Who read which version of which dossier, and when: every access of the office and of the committee."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.dossier.models import PieceDeDossier, Version


class AccesAuDossier(models.Model):
    """One reading of a version, or of one of its files. Written by `registre.comite.acces`, never changed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("compte")
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="acces", verbose_name=_("version"))
    piece = models.ForeignKey(
        PieceDeDossier, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("pièce")
    )
    lu_le = models.DateTimeField(_("lu le"), default=timezone.now)

    class Meta:
        verbose_name = _("accès à un dossier")
        verbose_name_plural = _("accès aux dossiers")
        indexes: ClassVar[list] = [models.Index(fields=["user", "version"], name="acces_de_qui_a_quoi")]

    def __str__(self) -> str:
        return f"{self.user or ''} – {self.version}"
