"""How far a session is: prepared, its agenda sent, held, its minutes locked; and who was there."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.comite.models.membre import MembreDuComite
from registre.models import SeanceComite


class EtatDeReunion(models.TextChoices):
    """What was done of a session, in its order."""

    PREPARATION = "preparation", _("en préparation")
    CONVOQUEE = "convoquee", _("ordre du jour envoyé")
    TENUE = "tenue", _("tenue")
    VERROUILLEE = "verrouillee", _("procès-verbal verrouillé")


TENUES = (EtatDeReunion.TENUE.value, EtatDeReunion.VERROUILLEE.value)


class Reunion(models.Model):
    """What the committee adds to a session's day and place. `envoye_pour` and `envoye_lieu` are what was sent last.

    Written by `registre.comite.tenue`. A session of which nothing was done has none: it is being prepared.
    """

    seance = models.OneToOneField(
        SeanceComite, on_delete=models.PROTECT, related_name="reunion", verbose_name=_("séance")
    )
    etat = models.CharField(_("état"), max_length=12, choices=EtatDeReunion, default=EtatDeReunion.PREPARATION)
    envoye_le = models.DateTimeField(_("ordre du jour envoyé le"), null=True, editable=False)
    envoye_pour = models.DateField(_("envoyé pour le"), null=True, editable=False)
    envoye_lieu = models.CharField(_("envoyé pour le lieu"), max_length=150, blank=True, editable=False)
    verrouillee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("verrouillée par"),
    )

    class Meta:
        verbose_name = _("réunion du comité")
        verbose_name_plural = _("réunions du comité")
        permissions = [("sieger", _("Siéger au comité de validation"))]
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=~models.Q(etat=EtatDeReunion.CONVOQUEE) | models.Q(envoye_le__isnull=False),
                name="reunion_convoquee_ssi_envoi",
                violation_error_message=_("Un ordre du jour envoyé l'est à une date."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seance} – {self.get_etat_display()}"

    @property
    def tenue(self) -> bool:
        """Whether the session was opened: presences and decisions are recorded from then on."""
        return self.etat in TENUES

    @property
    def verrouillee(self) -> bool:
        """Whether its minutes are locked: nothing of it changes any more."""
        return self.etat == EtatDeReunion.VERROUILLEE

    @property
    def deplacee(self) -> bool:
        """Whether its day or place is no longer what its readers were told."""
        ici = (self.seance.le, self.seance.lieu)
        return self.envoye_pour is not None and (self.envoye_pour, self.envoye_lieu) != ici


class Presence(models.Model):
    """A member was at a session."""

    seance = models.ForeignKey(
        SeanceComite, on_delete=models.PROTECT, related_name="presences", verbose_name=_("séance")
    )
    membre = models.ForeignKey(
        MembreDuComite, on_delete=models.PROTECT, related_name="presences", verbose_name=_("membre")
    )

    class Meta:
        verbose_name = _("présence au comité")
        verbose_name_plural = _("présences au comité")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["seance", "membre"],
                name="presence_une_fois",
                violation_error_message=_("Cette présence est déjà notée."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membre}, {self.seance}"
