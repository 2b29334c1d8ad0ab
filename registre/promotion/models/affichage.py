"""Where coops say they show their label, and what was seen there."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative


class Affichage(models.Model):
    """An address where a coop shows its label, as the coop declared it."""

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="affichages", verbose_name=_("coopérative")
    )
    adresse = models.URLField(_("adresse"), max_length=500)
    declare_le = models.DateTimeField(_("déclaré le"), default=timezone.now, editable=False)
    declare_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("déclaré par"),
    )

    class Meta:
        verbose_name = _("affichage déclaré")
        verbose_name_plural = _("affichages déclarés")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["cooperative", "adresse"],
                name="affichage_une_fois_par_cooperative",
                violation_error_message=_("Cette adresse est déjà dans la liste."),
            ),
        ]

    def __str__(self) -> str:
        return self.adresse


class ResultatDuConstat(models.TextChoices):
    """How a look at an address ended."""

    VU = "vu", _("label vu")
    RIEN = "rien", _("rien vu")
    INJOIGNABLE = "injoignable", _("injoignable")


class Constat(models.Model):
    """What one look at an address saw, kept as it was seen: whether it was right is read on the day one asks."""

    affichage = models.ForeignKey(
        Affichage, on_delete=models.CASCADE, related_name="constats", verbose_name=_("affichage déclaré")
    )
    vu_le = models.DateTimeField(_("vu le"), default=timezone.now)
    resultat = models.CharField(_("résultat"), max_length=11, choices=ResultatDuConstat)
    precision = models.CharField(_("précision"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("constat d'affichage")
        verbose_name_plural = _("constats d'affichage")
        indexes: ClassVar[list] = [models.Index(fields=["affichage", "-vu_le"], name="constat_dernier")]

    def __str__(self) -> str:
        return f"{self.affichage}, {self.get_resultat_display()}"


class FormeVue(models.TextChoices):
    """Under which form a label was seen."""

    BADGE = "badge", _("badge")
    CARTE = "carte", _("carte")
    LIEN = "lien", _("lien")
    NUMERO = "numero", _("numéro écrit")


class LabelVu(models.Model):
    """A label's number seen at an address. It may be nobody's."""

    constat = models.ForeignKey(
        Constat, on_delete=models.CASCADE, related_name="labels_vus", verbose_name=_("constat d'affichage")
    )
    forme = models.CharField(_("forme"), max_length=6, choices=FormeVue)
    numero = models.CharField(_("numéro"), max_length=14)

    class Meta:
        verbose_name = _("label vu")
        verbose_name_plural = _("labels vus")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["constat", "forme", "numero"],
                name="label_vu_une_fois",
                violation_error_message=_("Ce label est déjà dans ce constat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.numero} ({self.get_forme_display()})"
