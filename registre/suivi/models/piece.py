"""The files that support a point: kept where no public address leads."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.suivi.models.point import PointDeCooperative

# nginx answers 404 to everything under `documents/`: a view of ours gives the file.
DOSSIER_FERME = "documents/points"


def chemin_de_piece(_piece: "PieceDePoint", _nom: str) -> str:
    """Return where a file is stored: a name that nobody guesses, nothing of the one it was sent under."""
    return f"{DOSSIER_FERME}/{uuid.uuid4().hex}"


class PieceDePoint(models.Model):
    """A file as it was received, never changed. A point told anew names the files of the one that was sent back."""

    point = models.ForeignKey(PointDeCooperative, on_delete=models.PROTECT, related_name="pieces")
    fichier = models.FileField(_("fichier"), upload_to=chemin_de_piece, max_length=120)
    nom = models.CharField(_("nom du fichier"), max_length=150)
    taille = models.PositiveIntegerField(_("taille en octets"))
    empreinte = models.CharField("SHA-256", max_length=64)
    recue_le = models.DateTimeField(_("reçue le"), default=timezone.now)
    recue_de = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("reçue de")
    )

    class Meta:
        verbose_name = _("pièce d'un point")
        verbose_name_plural = _("pièces d'un point")

    def __str__(self) -> str:
        return self.nom
