"""Within how many days a decision may be contested: the Federation's own choice."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="undo", order=125)
class ReglagesDesRecours(BaseGenericSetting):
    """What a coop reads under a decision: until when it may contest it."""

    delai_jours = models.PositiveSmallIntegerField(
        _("délai de recours, en jours"),
        default=60,
        validators=[MinValueValidator(15), MaxValueValidator(366)],
        help_text=_("À compter du jour où la décision est au registre, dernier jour compris."),
    )

    panels: ClassVar[list] = [FieldPanel("delai_jours")]

    class Meta:
        verbose_name = _("recours")

    @classmethod
    def lus(cls) -> Self:
        """Return the settings, those by default while nobody saved any. One query, and nothing written."""
        return cls.objects.first() or cls()
