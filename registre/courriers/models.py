"""One letter to one person about a coop, kept with its outcome."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative
from socle.models.courriel_en_file import CourrielEnFile

PLACE_DU_SUJET = 250


class Courrier(CourrielEnFile):
    """To whom, about which coop, in which words, and what became of it. It goes with the account it is written to.

    `a_instruire`: to who instructs at the Federation; else to a member of the coop, who still is one when it leaves.
    `corps` is kept until it is sent: what members say among themselves is not the Federation's to read.
    """

    destinataire = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("destinataire")
    )
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.CASCADE, related_name="+", verbose_name=_("coopérative")
    )
    a_instruire = models.BooleanField(_("à qui instruit"), default=False)
    adresse = models.EmailField(_("adresse électronique"), blank=True)
    sujet = models.CharField(_("sujet"), max_length=PLACE_DU_SUJET)
    corps = models.TextField(_("texte"), blank=True)
    ecrit_le = models.DateTimeField(_("écrit le"), default=timezone.now)

    class Meta:
        verbose_name = _("courriel envoyé")
        verbose_name_plural = _("courriels envoyés")
        indexes: ClassVar[list] = [models.Index(fields=["etat", "prochain_essai_le"], name="courrier_a_envoyer")]

    def __str__(self) -> str:
        return self.sujet
