"""Who sits on the committee, from when until when."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative


class MembreQuerySet(models.QuerySet["MembreDuComite"]):
    """Members by the days on which they sit."""

    def en_fonction(self, le: datetime.date) -> "MembreQuerySet":
        """Those who sit on `le`, their first and last days included."""
        sans_fin = models.Q(jusqu_au__isnull=True) | models.Q(jusqu_au__gte=le)
        return self.filter(sans_fin, depuis__lte=le)


class MembreDuComite(models.Model):
    """An account that sits, both days included. The coop they come from, if any, is never judged by them."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="mandats_au_comite",
        verbose_name=_("compte"),
    )
    cooperative = models.ForeignKey(
        Cooperative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("coopérative d'origine"),
        help_text=_("La personne ne voit ni ne vote ce qui touche cette coopérative."),
    )
    depuis = models.DateField(_("membre depuis le"))
    jusqu_au = models.DateField(_("jusqu'au"), null=True, blank=True, help_text=_("Dernier jour compris."))

    objects = MembreQuerySet.as_manager()

    class Meta:
        verbose_name = _("membre du comité")
        verbose_name_plural = _("membres du comité")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(jusqu_au__isnull=True) | models.Q(jusqu_au__gte=models.F("depuis")),
                name="membre_du_comite_dates",
                violation_error_message=_("Le dernier jour ne précède pas le premier."),
            ),
            models.UniqueConstraint(
                fields=["user", "depuis"],
                name="membre_du_comite_une_fois",
                violation_error_message=_("Cette personne est déjà membre du comité depuis ce jour."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.user) if self.user else str(_("compte supprimé"))

    def clean(self) -> None:
        """Refuse a person twice on a same day."""
        super().clean()
        if self.user_id is None or self.depuis is None:
            return
        autres = MembreDuComite.objects.filter(user=self.user_id).exclude(pk=self.pk)
        fin = self.jusqu_au or datetime.date.max
        if any(a.depuis <= fin and self.depuis <= (a.jusqu_au or datetime.date.max) for a in autres):
            raise ValidationError({"depuis": _("Cette personne est déjà membre du comité à ces dates.")})
