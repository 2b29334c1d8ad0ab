"""An opinion asked of somebody outside on a filed version: what they may read of it, until when, what they say."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.dossier.models import Version

LONGUEUR = 20_000  # characters of a question, or of an opinion
TEXTE = MaxLengthValidator(LONGUEUR)


class EtatDeLAvis(models.TextChoices):
    """Where a request is on a day. Derived, never stored: nothing runs at midnight."""

    ATTENDU = "attendu", _("attendu")
    EN_RETARD = "en_retard", _("en retard")
    DONNE = "donne", _("donné")
    REVOQUE = "revoque", _("révoqué")


class DemandeDAvis(models.Model):
    """What is asked of an expert. Written by `registre.avis.operations`.

    `engagements` are stable keys of the version, `pieces` the keys of its files: nothing else of it is shown.
    `echeance` is the last day, in Paris, on which its links open. An opinion given stays, whatever ends after it.
    """

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="demandes_d_avis", verbose_name=_("version déposée")
    )
    nom = models.CharField(_("nom de l'expert"), max_length=150)
    courriel = models.EmailField(_("adresse électronique de l'expert"), blank=True)
    question = models.TextField(_("question"), validators=[TEXTE])
    engagements = models.JSONField(_("engagements montrés"), default=list)
    pieces = models.JSONField(_("pièces montrées"), default=list)
    echeance = models.DateField(_("dernier jour pour répondre"))
    demandee_le = models.DateTimeField(_("demandé le"), default=timezone.now)
    demandee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("demandé par")
    )
    revoquee_le = models.DateTimeField(_("révoqué le"), null=True)
    revoquee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("révoqué par")
    )
    texte = models.TextField(_("avis"), blank=True, validators=[TEXTE])
    donne_le = models.DateTimeField(_("donné le"), null=True)
    corrige_le = models.DateTimeField(_("corrigé le"), null=True)

    class Meta:
        verbose_name = _("avis demandé")
        verbose_name_plural = _("avis demandés")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(donne_le=None, texte="", corrige_le=None) | (Q(donne_le__isnull=False) & ~Q(texte="")),
                name="avis_donne_ssi_texte",
                violation_error_message=_("Un avis donné a un texte et un jour."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom}, {self.version}"

    def ouverte(self, au: datetime.date) -> bool:
        """Whether its links open on this day: its last one included, none once it is revoked."""
        return self.revoquee_le is None and au <= self.echeance

    def etat_au(self, au: datetime.date) -> EtatDeLAvis:
        """Return where it is on this day."""
        if self.donne_le is not None:
            return EtatDeLAvis.DONNE
        if self.revoquee_le is not None:
            return EtatDeLAvis.REVOQUE
        return EtatDeLAvis.ATTENDU if au <= self.echeance else EtatDeLAvis.EN_RETARD

    @property
    def etat(self) -> EtatDeLAvis:
        """Where it is today, in Paris."""
        return self.etat_au(timezone.localdate())

    @property
    def revocable(self) -> bool:
        """Whether a link still opens: there is something to revoke."""
        return self.ouverte(timezone.localdate())
