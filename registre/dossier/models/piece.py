"""The files of a dossier: kept where no public address leads, given to its coop and to who instructs."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.dossier.models.dossier import DossierDeCandidature

# nginx answers 404 to everything under this folder (`location /media/documents/`): a view of ours gives the file.
DOSSIER_FERME = "documents/dossiers"


def chemin_de_piece(_piece: "PieceDeDossier", _nom: str) -> str:
    """Return where a file is stored: a name that nobody guesses, nothing of the one it was sent under."""
    return f"{DOSSIER_FERME}/{uuid.uuid4().hex}"


class SorteDePiece(models.TextChoices):
    """What a file is to the dossier."""

    PIECE = "piece", _("pièce du dossier")
    LETTRE = "lettre", _("lettre d'engagement")


class PieceDeDossier(models.Model):
    """A file as it was received, never changed. `retiree_le`: taken out of the dossier, kept for a version with it."""

    dossier = models.ForeignKey(DossierDeCandidature, on_delete=models.PROTECT, related_name="pieces")
    sorte = models.CharField(_("sorte"), max_length=6, choices=SorteDePiece, default=SorteDePiece.PIECE)
    fichier = models.FileField(_("fichier"), upload_to=chemin_de_piece, max_length=120)
    nom = models.CharField(_("nom du fichier"), max_length=150)
    libelle = models.CharField(_("ce que c'est"), max_length=150, blank=True)
    taille = models.PositiveIntegerField(_("taille en octets"))
    empreinte = models.CharField("SHA-256", max_length=64)
    recue_le = models.DateTimeField(_("reçue le"), default=timezone.now)
    recue_de = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("reçue de")
    )
    retiree_le = models.DateTimeField(_("retirée le"), null=True)

    class Meta:
        verbose_name = _("pièce de dossier")
        verbose_name_plural = _("pièces de dossier")
        indexes: ClassVar[list] = [models.Index(fields=["dossier", "retiree_le"], name="piece_du_dossier")]

    def __str__(self) -> str:
        return self.libelle or self.nom
