"""Who may tell and decide for a coop in its space, and the invitations that lead there."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from registre.models.cooperative import Cooperative


class Role(models.TextChoices):
    """What a member may do: both tell, the référent also decides who is a member."""

    REFERENT = "referent", _("référent")
    CONTRIBUTEUR = "contributeur", _("contributeur")


class Membre(models.Model):
    """An account that acts for a coop. Written by `registre.comptes.membres`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appartenances", verbose_name=_("compte")
    )
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.CASCADE, related_name="membres", verbose_name=_("coopérative")
    )
    role = models.CharField(_("rôle"), max_length=12, choices=Role, default=Role.CONTRIBUTEUR)
    depuis = models.DateField(_("membre depuis"))

    class Meta:
        verbose_name = _("membre d'une coopérative")
        verbose_name_plural = _("membres des coopératives")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["user", "cooperative"],
                name="membre_une_fois_par_cooperative",
                violation_error_message=_("Cette personne est déjà membre de cette coopérative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.cooperative}"

    @property
    def est_referent(self) -> bool:
        """Whether this member decides who else is one."""
        return self.role == Role.REFERENT


class Invitation(models.Model):
    """An e-mail address invited to join a coop: valid for that address, until a moment, once."""

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("coopérative")
    )
    courriel = models.EmailField(_("adresse électronique"))
    role = models.CharField(_("rôle"), max_length=12, choices=Role, default=Role.CONTRIBUTEUR)
    invitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("invitée par"),
    )
    envoyee_le = models.DateTimeField(_("envoyée le"), editable=False)
    expire_le = models.DateTimeField(_("expire le"), editable=False)
    utilisee_le = models.DateTimeField(_("utilisée le"), null=True, editable=False)
    utilisee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("utilisée par"),
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                "cooperative",
                Lower("courriel"),
                condition=models.Q(utilisee_le__isnull=True),
                name="invitation_une_en_cours",
                violation_error_message=_("Une invitation attend déjà cette adresse."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.courriel} – {self.cooperative}"

    def expiree(self, maintenant: datetime.datetime) -> bool:
        """Whether the link no longer works at this moment (aware); the last instant included, it still does."""
        return maintenant > self.expire_le
