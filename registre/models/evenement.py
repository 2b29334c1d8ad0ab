"""The journal of the register: the source of every fact. Rows are added, never changed: the database refuses it too."""

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.etats import SUR_UN_EVENEMENT, Etat, Operation
from registre.journal.acte import Acte
from registre.journal.charges import Charge, lire_charge
from registre.models.candidature import Candidature
from registre.models.comite import SeanceComite
from registre.models.cooperative import Cooperative
from registre.models.label import Label

LONGUEUR_EMPREINTE = 64


class JournalInalterable(Exception):
    """Someone tried to change or remove an event."""


class Evenement(models.Model):
    """One decision or fact: decided when, effective when, recorded when, why, and everything it set.

    `rang` counts the events of its coop from 1. `empreinte` is the SHA-256 of its canonical form, which holds that of
    the event before it in the whole journal: `registre.ecriture.chaine`. Who decided is known by `AuteurDEvenement`,
    and only committed to here, so that a person can be erased without breaking the chain.
    """

    cooperative = models.ForeignKey(Cooperative, on_delete=models.PROTECT, related_name="evenements")
    rang = models.PositiveIntegerField(_("rang"))
    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, null=True, related_name="evenements")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, null=True, related_name="evenements")
    operation = models.CharField(_("opération"), max_length=24, choices=Operation)
    de = models.CharField(_("de"), max_length=12, choices=Etat, blank=True)
    vers = models.CharField(_("vers"), max_length=12, choices=Etat, blank=True)
    decide_le = models.DateField(_("décidé le"))
    prend_effet_le = models.DateField(_("prend effet le"))
    enregistre_le = models.DateTimeField(_("enregistré le"))
    seance = models.ForeignKey(
        SeanceComite, on_delete=models.PROTECT, null=True, related_name="evenements", verbose_name=_("séance du comité")
    )
    motif = models.TextField(_("motif"), blank=True)
    corrige = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", verbose_name=_("corrige ou annule")
    )
    charge = models.JSONField(_("faits"), encoder=DjangoJSONEncoder)
    empreinte_auteur = models.CharField(max_length=LONGUEUR_EMPREINTE, blank=True)
    precedente = models.CharField(max_length=LONGUEUR_EMPREINTE, blank=True)
    empreinte = models.CharField(_("empreinte"), max_length=LONGUEUR_EMPREINTE, unique=True)

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["cooperative", "rang"], name="evenement_rang_unique"),
            models.CheckConstraint(
                condition=models.Q(operation__in=sorted(SUR_UN_EVENEMENT), corrige__isnull=False)
                | (~models.Q(operation__in=sorted(SUR_UN_EVENEMENT)) & models.Q(corrige__isnull=True)),
                name="evenement_correction_nommee",
                violation_error_message=_("Une correction nomme l'événement qu'elle corrige."),
            ),
        ]
        indexes: ClassVar[list] = [
            models.Index(fields=["cooperative", "prend_effet_le"], name="evenement_coop_date"),
            models.Index(fields=["enregistre_le"], name="evenement_enregistre_le"),
        ]

    def __str__(self) -> str:
        return f"{self.get_operation_display()} ({self.prend_effet_le})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event. Raises `JournalInalterable` when it already exists."""
        if not self._state.adding:
            raise JournalInalterable("An event cannot be changed: record a correction.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises `JournalInalterable`: a mistake is corrected, not removed."""
        raise JournalInalterable("An event cannot be removed: record a correction.")

    @property
    def par(self) -> Any:
        """Who recorded it; None for the site itself, or when that person was erased."""
        try:
            return self.auteur.par
        except ObjectDoesNotExist:
            return None

    @property
    def faits(self) -> Charge:
        """The facts it set, typed by its operation."""
        return lire_charge(Operation(self.operation), self.charge)

    @property
    def acte(self) -> Acte:
        """The event as the replay reads it. Reads the session: select it for a list."""
        return Acte(
            rang=self.rang,
            operation=Operation(self.operation),
            decide_le=self.decide_le,
            prend_effet_le=self.prend_effet_le,
            charge=self.faits,
            enregistre_le=self.enregistre_le,
            motif=self.motif,
            seance=self.seance.le if self.seance else None,
        )


class AuteurDEvenement(models.Model):
    """Who recorded an event, and the salt of what the journal committed to. Emptied when a person asks for it."""

    evenement = models.OneToOneField(Evenement, on_delete=models.PROTECT, primary_key=True, related_name="auteur")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("par")
    )
    sel = models.CharField(max_length=32, blank=True)

    class Meta:
        verbose_name = _("auteur d'événement")
        verbose_name_plural = _("auteurs d'événements")

    def __str__(self) -> str:
        return str(self.par or "")


class VersionDuRegistre(models.Model):
    """The one row that every write of the register locks first, so that writes follow one another.

    `numero` is raised by whatever changes a public row: the validators of pages and files come from it. `evenements`
    and `tete` say where the chain of the journal ends: one that was cut short no longer agrees.
    """

    numero = models.PositiveBigIntegerField(default=0)
    modifie_le = models.DateTimeField(null=True)
    evenements = models.PositiveBigIntegerField(default=0)
    tete = models.CharField(max_length=LONGUEUR_EMPREINTE, blank=True)

    class Meta:
        verbose_name = _("version du registre")
        verbose_name_plural = _("version du registre")

    def __str__(self) -> str:
        return str(self.numero)


class VerificationDuJournal(models.Model):
    """What the last walk along the journal found: how far it went, and the first break if there is one."""

    le = models.DateTimeField(_("vérifié le"))
    evenements = models.PositiveBigIntegerField(_("événements"))
    rupture = models.TextField(_("première rupture"), blank=True)

    class Meta:
        verbose_name = _("vérification du journal")
        verbose_name_plural = _("vérifications du journal")

    def __str__(self) -> str:
        return f"{self.jour:%d/%m/%Y} : {self.rupture or self.evenements}"

    @property
    def jour(self) -> datetime.date:
        """The day of the walk, in Paris."""
        return timezone.localdate(self.le)
