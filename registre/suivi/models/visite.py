"""A visit that a coop asks for before its day, and what the Federation answers."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import Candidature

LONGUEUR = 4_000  # characters of the reason, and of the answer
TEXTE = MaxLengthValidator(LONGUEUR)


class EtatDeLaDemande(models.TextChoices):
    """What the Federation answered, if it did yet."""

    DEMANDEE = "demandee", _("demandée")
    ACCEPTEE = "acceptee", _("acceptée")
    REFUSEE = "refusee", _("refusée")


class DemandeDeVisite(models.Model):
    """One request. `jour` is that of the visit, once accepted; the visit itself is recorded in the register."""

    candidature = models.ForeignKey(
        Candidature, on_delete=models.PROTECT, related_name="visites_demandees", verbose_name=_("candidature")
    )
    quand = models.CharField(_("quand"), max_length=200)
    raison = models.TextField(_("pourquoi avant l’échéance"), validators=[TEXTE])
    demandee_le = models.DateTimeField(_("demandée le"), default=timezone.now)
    demandee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("demandée par")
    )
    etat = models.CharField(_("état"), max_length=8, choices=EtatDeLaDemande, default=EtatDeLaDemande.DEMANDEE)
    jour = models.DateField(_("jour de la visite"), null=True)
    reponse = models.TextField(_("réponse"), blank=True, validators=[TEXTE])
    repondue_le = models.DateTimeField(_("répondue le"), null=True)
    repondue_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("répondue par")
    )

    class Meta:
        verbose_name = _("visite demandée")
        verbose_name_plural = _("visites demandées")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["candidature"],
                condition=models.Q(etat=EtatDeLaDemande.DEMANDEE),
                name="visite_une_demande_ouverte",
                violation_error_message=_("Une demande de visite attend déjà sa réponse."),
            ),
            models.CheckConstraint(
                condition=models.Q(etat=EtatDeLaDemande.DEMANDEE, repondue_le=None, jour=None)
                | models.Q(etat=EtatDeLaDemande.ACCEPTEE, repondue_le__isnull=False, jour__isnull=False)
                | (
                    models.Q(etat=EtatDeLaDemande.REFUSEE, repondue_le__isnull=False, jour=None) & ~models.Q(reponse="")
                ),
                name="visite_reponse_entiere",
                violation_error_message=_("Une visite est acceptée un jour, ou refusée avec ses raisons."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidature}, {self.get_etat_display()}"
