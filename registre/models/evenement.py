"""The journal of the label's course. Rows are added, never changed: the model and the database refuse it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.etats import Etat
from registre.models.candidature import Candidature
from registre.models.cooperative import Cooperative
from registre.models.label import Label


class JournalInalterable(Exception):
    """Someone tried to change or remove an event."""


class Operation(models.TextChoices):
    """The verbs of the course: one per function of `registre.operations`."""

    DEPOSER = "deposer", _("dépôt")
    DEMANDER_COMPLEMENT = "demander_complement", _("demande de complément")
    DECLARER_COMPLETE = "declarer_complete", _("dossier déclaré complet")
    DECLARER_ADMISSIBLE = "declarer_admissible", _("candidature déclarée admissible")
    REFUSER = "refuser", _("refus")
    ABANDONNER = "abandonner", _("abandon")
    CONSIGNER_POINT_ETAPE = "consigner_point_etape", _("point d'étape tenu")
    CONSIGNER_VISITE = "consigner_visite", _("visite effectuée")
    ACCORDER_LABEL = "accorder_label", _("octroi du label")
    SUSPENDRE = "suspendre", _("suspension du label")
    LEVER_SUSPENSION = "lever_suspension", _("levée de la suspension")
    RETIRER = "retirer", _("retrait du label")
    DEPOSER_RENOUVELLEMENT = "deposer_renouvellement", _("dépôt du renouvellement")
    RENOUVELER = "renouveler", _("renouvellement du label")
    CORRIGER = "corriger", _("correction")


class Evenement(models.Model):
    """One decision or fact: what, from which state to which, effective when, recorded when, by whom, why."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="evenements")
    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, null=True, related_name="evenements")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, null=True, related_name="evenements")
    operation = models.CharField(_("opération"), max_length=24, choices=Operation)
    de = models.CharField(_("de"), max_length=12, choices=Etat, blank=True)
    vers = models.CharField(_("vers"), max_length=12, choices=Etat, blank=True)
    prend_effet_le = models.DateField(_("prend effet le"))
    enregistre_le = models.DateTimeField(_("enregistré le"), auto_now_add=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("par")
    )
    motif = models.TextField(_("motif"), blank=True)
    corrige = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", verbose_name=_("corrige")
    )

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(operation="corriger", corrige__isnull=False)
                | (~models.Q(operation="corriger") & models.Q(corrige__isnull=True)),
                name="evenement_correction_nommee",
                violation_error_message=_("Une correction nomme l'événement qu'elle corrige."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["cooperative", "prend_effet_le"], name="evenement_coop_date")]

    def __str__(self) -> str:
        return f"{self.get_operation_display()} ({self.prend_effet_le})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event. Raises `JournalInalterable` when it already exists."""
        if not self._state.adding:
            raise JournalInalterable("An event cannot be changed: record a correction.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises `JournalInalterable`."""
        raise JournalInalterable("An event cannot be removed: record a correction.")
