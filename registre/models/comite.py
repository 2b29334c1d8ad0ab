"""The committee's meetings, the points held along the way, and the signatures of the manifesto."""

import uuid
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from raison_detre.models import Referentiel
from registre.etats import NaturePoint
from registre.models.candidature import Candidature
from registre.models.cooperative import Cooperative
from socle.templatetags.typographie import en_toutes_lettres


def nouvel_identifiant() -> str:
    """Return an identifier that no other meeting bears, whatever becomes of its day."""
    return uuid.uuid4().hex


class SeanceComite(models.Model):
    """A meeting of the validation committee. Once something was decided there, its day is part of the journal.

    `uid` is who it is in calendars, `revision` how many times what they show of it changed, the last on `modifiee_le`.
    """

    MONTRES: ClassVar[tuple[str, ...]] = ("le", "lieu", "date_limite_depot")

    le = models.DateField(_("date"), unique=True)
    lieu = models.CharField(_("lieu"), max_length=150, blank=True)
    date_limite_depot = models.DateField(_("dossiers à déposer avant le"), null=True, blank=True)
    uid = models.CharField(_("identifiant"), max_length=40, unique=True, editable=False, default=nouvel_identifiant)
    revision = models.PositiveIntegerField(_("révision"), editable=False, default=0)
    modifiee_le = models.DateTimeField(_("modifiée le"), editable=False, default=timezone.now)

    class Meta:
        verbose_name = _("séance du comité de validation")
        verbose_name_plural = _("séances du comité de validation")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(date_limite_depot__isnull=True) | models.Q(date_limite_depot__lte=models.F("le")),
                name="seance_limite_avant",
                violation_error_message=_("La date limite de dépôt précède la séance."),
            ),
        ]

    def __str__(self) -> str:
        return en_toutes_lettres(self.le)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the meeting, and count the revision when what calendars show of it changes."""
        avant = type(self).objects.filter(pk=self.pk).values_list(*self.MONTRES).first()
        if avant is not None and avant != tuple(getattr(self, nom) for nom in self.MONTRES):
            self.revision += 1
            self.modifiee_le = timezone.now()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Refuse another day to a meeting that the journal names: the chain holds that day."""
        super().clean()
        if self.pk and self.evenements.exists() and not type(self).objects.filter(pk=self.pk, le=self.le).exists():
            raise ValidationError({"le": _("Des décisions y ont été prises : sa date ne change plus.")})


class PointEtape(models.Model):
    """A point held, `rang` being that of its event. When it was due is computed from the candidature's dates."""

    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, related_name="points")
    rang = models.PositiveIntegerField(_("rang"))
    nature = models.CharField(_("nature"), max_length=11, choices=NaturePoint)
    mois = models.PositiveSmallIntegerField(_("échéance (mois)"))
    tenu_le = models.DateField(_("tenu le"))
    compte_rendu = models.TextField(_("compte rendu"), blank=True)

    class Meta:
        verbose_name = _("point d'étape")
        verbose_name_plural = _("points d'étape")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["candidature", "nature", "mois"],
                name="point_une_fois",
                violation_error_message=_("Ce point est déjà consigné."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()} ({self.mois} mois)"


class DispenseDePoint(models.Model):
    """A point that the committee does not ask for, `rang` being that of its event. Its reason is never published."""

    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, related_name="dispenses")
    rang = models.PositiveIntegerField(_("rang"))
    nature = models.CharField(_("nature"), max_length=11, choices=NaturePoint)
    mois = models.PositiveSmallIntegerField(_("échéance (mois)"))
    decidee_le = models.DateField(_("décidée le"))
    motif = models.TextField(_("motif"))

    class Meta:
        verbose_name = _("dispense d'un point")
        verbose_name_plural = _("dispenses de points")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["candidature", "nature", "mois"],
                name="dispense_une_fois",
                violation_error_message=_("Ce point est déjà dispensé."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display()} ({self.mois} mois)"


class SignatureManifeste(models.Model):
    """A coop signed the poster of an edition, and whether it agrees that the site says so."""

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="signatures", verbose_name=_("coopérative")
    )
    referentiel = models.ForeignKey(Referentiel, on_delete=models.PROTECT, related_name="signatures")
    signe_le = models.DateField(_("signé le"))
    affichage_consenti = models.BooleanField(_("accepte d'être affichée"), default=False)

    class Meta:
        verbose_name = _("signature du manifeste")
        verbose_name_plural = _("signatures du manifeste")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["cooperative", "referentiel"],
                name="signature_une_fois",
                violation_error_message=_("Cette coopérative a déjà signé cette édition."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} – {self.signe_le}"
