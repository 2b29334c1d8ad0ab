"""An error that somebody says is in the register. Nothing in it is public, and nothing follows by itself."""

import datetime
import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative
from socle.conservation import debut_du_jour

LONGUEUR = 2_000  # characters of a text
TEXTE_COURT = MaxLengthValidator(LONGUEUR)


class EtatDuSignalement(models.TextChoices):
    """Where a report is. The last two are its end, and have an answer."""

    RECU = "recu", _("reçu")
    EN_COURS = "en_cours", _("en cours")
    CORRIGE = "corrige", _("corrigé")
    SANS_SUITE = "sans_suite", _("sans suite")


OUVERTS = frozenset({EtatDuSignalement.RECU, EtatDuSignalement.EN_COURS})
CLOS = frozenset(EtatDuSignalement) - OUVERTS


class SignalementQuerySet(models.QuerySet["SignalementDErreur"]):
    """Reports, by what waits of them."""

    def ouverts(self) -> "SignalementQuerySet":
        """Those that nobody answered yet."""
        return self.filter(etat__in=sorted(OUVERTS))

    def en_retard(self, au: datetime.date, delai: int) -> "SignalementQuerySet":
        """Those still open on `au`, received more than `delai` days before: their last day has passed."""
        return self.ouverts().filter(recu_le__lt=debut_du_jour(au - datetime.timedelta(days=delai)))


class SignalementDErreur(models.Model):
    """A report about a coop's page, or a label's (`numero`). Written by `registre.signalements.operations`.

    `formulaire` is the form it came from: sent twice, it is one report. `delai` is in how many days it was answered.
    Once `efface_le` is set, what people wrote is gone, and what is counted stays.
    """

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="signalements", verbose_name=_("coopérative")
    )
    numero = models.CharField(_("numéro du label"), max_length=14, blank=True)
    faux = models.TextField(_("ce qui est faux"), blank=True, validators=[TEXTE_COURT])
    juste = models.TextField(_("ce qui serait juste"), blank=True, validators=[TEXTE_COURT])
    courriel = models.EmailField(_("adresse électronique"), blank=True)
    recu_le = models.DateTimeField(_("reçu le"), default=timezone.now)
    formulaire = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    etat = models.CharField(_("état"), max_length=10, choices=EtatDuSignalement, default=EtatDuSignalement.RECU)
    reponse = models.TextField(_("réponse"), blank=True, validators=[TEXTE_COURT])
    repondu_le = models.DateTimeField(_("répondu le"), null=True, blank=True, editable=False)
    repondu_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("répondu par"),
    )
    delai = models.PositiveIntegerField(_("délai de réponse, en jours"), null=True, blank=True, editable=False)
    efface_le = models.DateField(_("effacé le"), null=True, blank=True, editable=False)

    objects = SignalementQuerySet.as_manager()

    class Meta:
        verbose_name = _("signalement d'erreur")
        verbose_name_plural = _("erreurs signalées")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(etat__in=sorted(OUVERTS), repondu_le=None, delai=None)
                | models.Q(etat__in=sorted(CLOS), repondu_le__isnull=False, delai__isnull=False),
                name="signalement_clos_par_une_reponse",
                violation_error_message=_("Un signalement se clôt par une réponse."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["etat", "recu_le"], name="signalement_par_etat")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What one quotes of it: `ER-2026-00042`. It says nothing of what was written."""
        return f"ER-{timezone.localtime(self.recu_le).year}-{self.pk:05d}"

    @property
    def clos(self) -> bool:
        """Whether it was answered, for good."""
        return self.etat in CLOS

    def echeance(self, delai: int) -> datetime.date:
        """Return the last day to answer, `delai` days after it was received (Paris)."""
        return timezone.localtime(self.recu_le).date() + datetime.timedelta(days=delai)

    def en_retard(self, au: datetime.date, delai: int) -> bool:
        """Whether it is still open on `au`, its last day passed: the twin of the queryset's."""
        return not self.clos and self.echeance(delai) < au
