"""How many members must be there for the committee to decide, from a day on."""

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.comite.models.reunion import TENUES, Reunion
from socle.templatetags.typographie import en_toutes_lettres


class RegleDeQuorum(models.Model):
    """From a day on: a number of members, or a share of those in office.

    One rule follows another: a session is judged by the last that begins by its day, and a rule that served stays.
    """

    depuis = models.DateField(
        _("en vigueur à partir du"),
        unique=True,
        error_messages={"unique": _("Une règle commence déjà ce jour-là.")},
    )
    nombre = models.PositiveSmallIntegerField(
        _("nombre de membres présents"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    part = models.PositiveSmallIntegerField(
        _("part des membres en fonction, en pour cent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Écrivez un nombre, ou une part, pas les deux."),
    )

    class Meta:
        verbose_name = _("règle de quorum")
        verbose_name_plural = _("règles de quorum")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(nombre__isnull=False, part__isnull=True)
                | models.Q(nombre__isnull=True, part__isnull=False),
                name="regle_de_quorum_nombre_ou_part",
                violation_error_message=_("Écrivez un nombre, ou une part, pas les deux."),
            ),
        ]

    def __str__(self) -> str:
        return en_toutes_lettres(self.depuis)

    def clean(self) -> None:
        """Refuse to rewrite the rule under which a session was held. Raises `ValidationError`."""
        super().clean()
        avant = type(self).objects.filter(pk=self.pk).first()
        jours = [jour for jour in (self.depuis, avant.depuis if avant else None) if jour is not None]
        if jours and a_siege_depuis(min(jours)):
            raise ValidationError(
                {"depuis": _("Une séance s’est déjà tenue depuis ce jour : faites partir une autre règle plus tard.")}
            )


def a_siege_depuis(jour: datetime.date) -> bool:
    """Whether a session was held on this day or since."""
    return Reunion.objects.filter(etat__in=TENUES, seance__le__gte=jour).exists()
