"""What coops declare of the four acts that deploy the Raison d'être: editorial facts, each coop's own, none legal."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raison_detre.deploiement.actes import ActeDeDeploiement
from registre.models import Cooperative


class Deploiement(models.Model):
    """An act that a coop did: one row for each, written by `registre.promotion.deploiement.declaration`.

    `revision` counts what was declared, then corrected: a form says which one it was read from.
    """

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="deploiements", verbose_name=_("coopérative")
    )
    acte = models.CharField(_("acte"), max_length=12, choices=ActeDeDeploiement)
    fait_le = models.DateField(_("fait le"))
    adresse = models.URLField(_("adresse de la preuve"), max_length=500, blank=True)
    document = models.ForeignKey(
        "socle.SiteDocument",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document de la preuve"),
    )
    affichage_consenti = models.BooleanField(_("accepte d'être affichée"), default=False)
    preuve_montree = models.BooleanField(_("accepte que la preuve soit montrée"), default=False)
    revision = models.PositiveIntegerField(_("révision"), default=1, editable=False)
    declare_le = models.DateTimeField(_("déclaré le"), default=timezone.now, editable=False)
    modifie_le = models.DateTimeField(_("modifié le"), default=timezone.now, editable=False)
    modifie_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("modifié par"),
    )

    class Meta:
        verbose_name = _("acte de déploiement")
        verbose_name_plural = _("actes de déploiement")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["cooperative", "acte"],
                name="deploiement_un_par_acte",
                violation_error_message=_("Cette coopérative a déjà déclaré cet acte."),
            ),
            models.CheckConstraint(
                condition=models.Q(acte__in=ActeDeDeploiement.values),
                name="deploiement_acte_connu",
                violation_error_message=_("Cet acte n'est pas de ceux que la Fédération demande."),
            ),
            models.CheckConstraint(
                condition=models.Q(preuve_montree=False) | models.Q(affichage_consenti=True),
                name="deploiement_preuve_avec_l_acte",
                violation_error_message=_("La preuve ne se montre pas sans l'acte."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["acte", "fait_le"], name="deploiement_acte_jour")]

    def __str__(self) -> str:
        return f"{self.cooperative} – {self.get_acte_display()}"

    def get_document_display(self) -> str:
        """The title of its proof, a dash when there is none: what the admin shows of it."""
        return str(self.document or "–")

    @property
    def a_une_preuve(self) -> bool:
        """Whether a file or an address stands for it."""
        return bool(self.adresse or self.document_id)


class SorteDeChangement(models.TextChoices):
    """What happened to a declaration."""

    DECLARE = "declare", _("déclaré")
    CORRIGE = "corrige", _("corrigé")
    RETIRE = "retire", _("retiré")


class ChangementDeDeploiement(models.Model):
    """What was declared, corrected or withdrawn, when and by whom: added to, never changed."""

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="+", verbose_name=_("coopérative")
    )
    acte = models.CharField(_("acte"), max_length=12, choices=ActeDeDeploiement)
    sorte = models.CharField(_("changement"), max_length=8, choices=SorteDeChangement)
    fait_le = models.DateField(_("acte fait le"))
    le = models.DateTimeField(_("le"), default=timezone.now)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("changement d'un acte de déploiement")
        verbose_name_plural = _("changements des actes de déploiement")

    def __str__(self) -> str:
        return f"{self.cooperative} – {self.get_acte_display()}, {self.get_sorte_display()}"
