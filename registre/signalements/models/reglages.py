"""Within how many days a report is answered, and for how many months it is kept: the Federation's own choice."""

from typing import ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="warning", order=120)
class ReglagesDesSignalements(BaseGenericSetting):
    """What the form of a report promises, wherever it is said."""

    delai_de_reponse_jours = models.PositiveSmallIntegerField(
        _("délai de réponse, en jours"),
        default=15,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
        help_text=_("Annoncé à qui signale une erreur, dernier jour compris. Passé ce délai, l’accueil le rappelle."),
    )
    conservation_mois = models.PositiveSmallIntegerField(
        _("conservation après la réponse, en mois"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Ensuite les textes et l’adresse électronique sont effacés ; restent la date et la suite donnée."),
    )

    panels: ClassVar[list] = [FieldPanel("delai_de_reponse_jours"), FieldPanel("conservation_mois")]

    class Meta:
        verbose_name = _("suivi des erreurs signalées")

    @classmethod
    def lus(cls) -> Self:
        """Return the settings, those by default while nobody saved any. One query, and nothing written."""
        return cls.objects.first() or cls()
