"""Another coop takes a sheet up: how capitalisation is measured."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative


class Reprise(models.Model):
    """A coop declares that it reuses a sheet, and later what came of it. Points at the French sheet."""

    fiche = models.ForeignKey(
        "bonnes_pratiques.FichePratique", on_delete=models.PROTECT, related_name="reprises", verbose_name=_("fiche")
    )
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="reprises", verbose_name=_("coopérative")
    )
    reprise_le = models.DateField(_("reprise le"))
    adaptation = models.CharField(_("ce que nous avons adapté"), max_length=300)
    resultat = models.CharField(_("ce que cela a donné"), max_length=300, blank=True)
    resultat_le = models.DateField(_("constaté le"), null=True, blank=True)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    declaree_le = models.DateTimeField(_("déclarée le"), auto_now_add=True)
    masquee = models.BooleanField(
        _("masquée par la Fédération"), default=False, help_text=_("Ne se voit plus et ne compte plus.")
    )

    class Meta:
        verbose_name = _("reprise")
        verbose_name_plural = _("reprises")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["fiche", "cooperative"],
                name="reprise_une_par_cooperative",
                violation_error_message=_(
                    "Votre coopérative a déjà déclaré reprendre cette fiche : complétez sa reprise."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(resultat="", resultat_le__isnull=True)
                | (~models.Q(resultat="") & models.Q(resultat_le__gte=models.F("reprise_le"))),
                name="reprise_resultat_date",
                violation_error_message=_("Un résultat se date, après la reprise."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} – {self.fiche}"
