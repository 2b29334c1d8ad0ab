"""Who is told by mail that a version was filed, and what became of each message."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.dossier.models.version import Version
from socle.models.courriel_en_file import CourrielEnFile


class AvisDeDepot(CourrielEnFile):
    """One message to one person about one version, written down with it. It goes with the account it is written to.

    `a_instruire`: to who instructs, a file has come; else to a member of the coop, what was filed.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="avis")
    destinataire = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("destinataire")
    )
    a_instruire = models.BooleanField(_("à qui instruit"), default=False)

    class Meta:
        verbose_name = _("avis de dépôt")
        verbose_name_plural = _("avis de dépôt")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["version", "destinataire", "a_instruire"],
                name="avis_un_par_personne",
                violation_error_message=_("Cette personne a déjà son avis."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["etat", "prochain_essai_le"], name="avis_a_envoyer")]

    def __str__(self) -> str:
        return f"{self.version}, {self.get_etat_display()}"
