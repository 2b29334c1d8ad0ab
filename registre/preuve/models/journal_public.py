"""The public log as kept: its leaves, its full tiles, and what witnesses said of it. Rows are added, never changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.models import Evenement


class FeuilleDuJournal(models.Model):
    """A leaf: its place from 0, the event that it tells, its bytes (canonical JSON, UTF-8) and their hash."""

    indice = models.PositiveBigIntegerField(_("indice"), unique=True)
    evenement = models.OneToOneField(
        Evenement, on_delete=models.PROTECT, related_name="feuille", verbose_name=_("événement")
    )
    contenu = models.TextField(_("contenu"))
    hachage = models.BinaryField(_("hachage"), max_length=32)

    class Meta:
        verbose_name = _("feuille du journal public")
        verbose_name_plural = _("feuilles du journal public")

    def __str__(self) -> str:
        return self.contenu


class TuileDuJournal(models.Model):
    """A full tile: its 256 hashes of 32 bytes, end to end, and the root of the subtree that they make."""

    niveau = models.PositiveSmallIntegerField(_("niveau"))
    indice = models.PositiveBigIntegerField(_("indice"))
    hachages = models.BinaryField(_("hachages"), max_length=8192)
    racine = models.BinaryField(_("racine"), max_length=32)

    class Meta:
        verbose_name = _("tuile du journal public")
        verbose_name_plural = _("tuiles du journal public")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["niveau", "indice"],
                name="tuile_du_journal_unique",
                violation_error_message=_("Cette tuile est déjà écrite."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.niveau}/{self.indice}"


class CosignatureDeTemoin(models.Model):
    """What a witness signed: that it saw the log at this size, at this moment, and nothing rewritten before."""

    taille = models.PositiveBigIntegerField(_("taille"))
    temoin = models.CharField(_("témoin"), max_length=255)
    ligne = models.TextField(_("signature"))
    vu_le = models.DateTimeField(_("vu le"))

    class Meta:
        verbose_name = _("cosignature de témoin")
        verbose_name_plural = _("cosignatures de témoins")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["taille", "temoin"],
                name="cosignature_de_temoin_unique",
                violation_error_message=_("Ce témoin a déjà signé cette taille."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.temoin} ({self.taille})"
