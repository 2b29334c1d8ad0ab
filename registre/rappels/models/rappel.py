"""One reminder to one person, kept with its outcome."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative
from socle.models.courriel_en_file import CourrielEnFile


class Rappel(CourrielEnFile):
    """One message: to whom, what was written once it left, and what became of it. Written by `registre.rappels`.

    It goes with the account it was written to: an address and a letter are a person's, and no fact of the label.
    """

    destinataire = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        editable=False,
        related_name="+",
        verbose_name=_("destinataire"),
    )
    adresse = models.EmailField(_("adresse électronique"), blank=True)
    sujet = models.CharField(_("sujet"), max_length=250, blank=True)
    corps = models.TextField(_("texte"), blank=True)
    compose_le = models.DateTimeField(_("préparé le"), default=timezone.now)

    class Meta:
        verbose_name = _("rappel")
        verbose_name_plural = _("rappels")
        indexes: ClassVar[list] = [models.Index(fields=["etat", "prochain_essai_le"], name="rappel_a_envoyer")]

    def __str__(self) -> str:
        return self.sujet or str(_("Rappel à envoyer"))


class ObjetDuRappel(models.Model):
    """One deadline that a reminder is about. The same step is never said twice to the same person."""

    rappel = models.ForeignKey(Rappel, on_delete=models.CASCADE, related_name="objets", verbose_name=_("rappel"))
    destinataire = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.CASCADE, related_name="+", verbose_name=_("coopérative")
    )
    nature = models.CharField(_("échéance"), max_length=12)
    mois = models.PositiveSmallIntegerField(_("mois"))
    le = models.DateField(_("jour de l'échéance"))
    palier = models.SmallIntegerField(_("palier"), help_text=_("En jours depuis l'échéance."))

    class Meta:
        verbose_name = _("objet d'un rappel")
        verbose_name_plural = _("objets d'un rappel")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["destinataire", "cooperative", "nature", "mois", "le", "palier"],
                name="rappel_une_fois_par_palier",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative}, {self.nature}, {self.le}"

    @property
    def cle(self) -> tuple[int, str, int, object]:
        """Which deadline it is, as `registre.rappels.dus.Du.cle` says it."""
        return self.cooperative_id, self.nature, self.mois, self.le
