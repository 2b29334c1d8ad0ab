"""The private address of a person's calendar."""

import hashlib
import secrets
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

OCTETS = 32  # 256 bits: nobody finds one by trying


def empreinte_de(jeton: str) -> str:
    """Return what is kept of an address: it is recognised, never given back."""
    return hashlib.sha256(jeton.encode()).hexdigest()


class AdresseDeCalendrier(models.Model):
    """Where a program reads somebody's calendar without their password: one a person, known by its digest only.

    `lue_le` is the last day (Paris) it was read.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("compte")
    )
    empreinte = models.CharField(_("empreinte de l'adresse"), max_length=64, unique=True)
    creee_le = models.DateTimeField(_("créée le"), default=timezone.now)
    lue_le = models.DateField(_("lue le"), null=True)

    class Meta:
        verbose_name = _("adresse de calendrier")
        verbose_name_plural = _("adresses de calendrier")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=Q(empreinte__regex=r"^[0-9a-f]{64}$"),
                name="adresse_de_calendrier_empreinte",
                violation_error_message=_("Une adresse de calendrier est gardée par son empreinte."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def donner(cls, user: models.Model) -> str:
        """Give this account a new address and return the secret of it, for the only time. The one before is dead."""
        jeton = secrets.token_urlsafe(OCTETS)
        neuve = {"empreinte": empreinte_de(jeton), "creee_le": timezone.now(), "lue_le": None}
        cls.objects.update_or_create(user=user, defaults=neuve)
        return jeton

    @classmethod
    def lue(cls, jeton: str) -> Self | None:
        """Return the address of this secret, and note the day; None when nobody has it, or whose account is closed."""
        adresse = cls.objects.select_related("user").filter(empreinte=empreinte_de(jeton), user__is_active=True).first()
        if adresse is not None and adresse.lue_le != (jour := timezone.localdate()):
            cls.objects.filter(pk=adresse.pk).update(lue_le=jour)
        return adresse
