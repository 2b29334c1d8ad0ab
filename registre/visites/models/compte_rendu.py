"""A report of a visit, and what was seen of each engagement. Nothing of it is public."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raison_detre.models.engagement import PLACE_DE_LA_CLE
from registre.models import Cooperative

LONGUEUR = 10_000  # characters of a text
TEXTE = MaxLengthValidator(LONGUEUR)


class Vu(models.TextChoices):
    """How much of an engagement was seen on the spot."""

    VU = "vu", _("vu")
    EN_PARTIE = "en_partie", _("en partie")
    PAS_VU = "pas_vu", _("pas vu")


class CompteRenduDeVisite(models.Model):
    """What somebody saw at a coop. A draft until it is confirmed; then it never changes. Written by `operations`.

    `rang` is that of the candidature's filing in the coop's journal, `formulaire` the form that it came from: sent
    again, it leads here. `rang_de_la_visite` is that of the event that the confirmation recorded.
    """

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="visites", verbose_name=_("coopérative")
    )
    rang = models.PositiveIntegerField(_("rang du dépôt"))
    formulaire = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    faite_le = models.DateField(_("visite faite le"))
    presents = models.TextField(_("personnes présentes"), validators=[TEXTE])
    remarques = models.TextField(_("remarques générales"), blank=True, validators=[TEXTE])
    envoye_le = models.DateTimeField(_("envoyé le"), default=timezone.now)
    envoye_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("envoyé par")
    )
    confirme_le = models.DateTimeField(_("confirmé le"), null=True)
    confirme_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("confirmé par")
    )
    rang_de_la_visite = models.PositiveIntegerField(_("rang de la visite"), null=True)

    class Meta:
        verbose_name = _("compte rendu de visite")
        verbose_name_plural = _("comptes rendus de visite")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(confirme_le=None, rang_de_la_visite=None)
                | models.Q(confirme_le__isnull=False, rang_de_la_visite__isnull=False),
                name="compte_rendu_confirme_ssi_visite",
                violation_error_message=_("Un compte rendu confirmé est celui d'une visite consignée."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["cooperative", "rang"], name="compte_rendu_du_dossier")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What one quotes of it: `CV-2026-00042`."""
        return f"CV-{timezone.localtime(self.envoye_le).year}-{self.pk:05d}"

    @property
    def confirme(self) -> bool:
        """Whether the visit was recorded from it, for good."""
        return self.confirme_le is not None


class ConstatDEngagement(models.Model):
    """What was seen of one engagement. `intitule` is its wording on that day, with its number."""

    compte_rendu = models.ForeignKey(CompteRenduDeVisite, on_delete=models.CASCADE, related_name="constats")
    cle = models.SlugField(_("clé de l'engagement"), max_length=PLACE_DE_LA_CLE)
    numero = models.PositiveSmallIntegerField(_("numéro"))
    intitule = models.TextField(_("intitulé"))
    vu = models.CharField(_("constat"), max_length=9, choices=Vu)
    remarque = models.TextField(_("remarque"), blank=True, validators=[TEXTE])

    class Meta:
        verbose_name = _("constat")
        verbose_name_plural = _("constats")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["compte_rendu", "cle"],
                name="constat_un_par_engagement",
                violation_error_message=_("Cet engagement a déjà son constat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.intitule} : {self.get_vu_display()}"
