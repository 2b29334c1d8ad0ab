"""What was filed, as it was filed: rows that the database itself refuses to change or remove (`registre.gardes`)."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.dossier.models.dossier import DossierDeCandidature
from registre.dossier.models.piece import PieceDeDossier
from registre.models import Cooperative


class SorteDeVersion(models.TextChoices):
    """Why a version was filed: first, or because more was asked."""

    DEPOT = "depot", _("dépôt")
    COMPLEMENT = "complement", _("complément")


class Version(models.Model):
    """One filing: its content, its files by their SHA-256, its edition, when. `numero` counts those of the coop.

    `empreinte` is the SHA-256 of the canonical JSON (RFC 8785) of `contenu`. Who filed it is known by
    `AuteurDeVersion`, so that a person can be erased while what was filed stays.
    """

    dossier = models.ForeignKey(DossierDeCandidature, on_delete=models.PROTECT, related_name="versions")
    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="+")
    numero = models.PositiveSmallIntegerField(_("version"))
    sorte = models.CharField(_("sorte"), max_length=10, choices=SorteDeVersion)
    edition = models.CharField(_("édition du référentiel"), max_length=20)
    contenu = models.JSONField(_("contenu"))
    empreinte = models.CharField("SHA-256", max_length=64)
    deposee_le = models.DateTimeField(_("déposée le"))

    class Meta:
        verbose_name = _("version déposée")
        verbose_name_plural = _("versions déposées")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["cooperative", "numero"],
                name="version_un_numero",
                violation_error_message=_("Cette version existe déjà."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} – {self.numero}"

    @property
    def par(self) -> Any:
        """Who filed it; None once that person was erased."""
        try:
            return self.auteur.par
        except ObjectDoesNotExist:
            return None


class PieceDeVersion(models.Model):
    """A file that a version was filed with: while it is named here, the database keeps it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="pieces")
    piece = models.ForeignKey(PieceDeDossier, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        verbose_name = _("pièce d'une version")
        verbose_name_plural = _("pièces des versions")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["version", "piece"],
                name="piece_une_fois_par_version",
                violation_error_message=_("Cette pièce est déjà dans cette version."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.piece}"


class AuteurDeVersion(models.Model):
    """Who filed a version. Emptied when the account is deleted."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, primary_key=True, related_name="auteur")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("auteur de version")
        verbose_name_plural = _("auteurs de versions")

    def __str__(self) -> str:
        return str(self.par or "")
