"""One letter to one person about a coop or a session of the committee, kept with its outcome."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative, SeanceComite
from socle.models.courriel_en_file import CourrielEnFile

PLACE_DU_SUJET = 250


class Courrier(CourrielEnFile):
    """To whom, about what, in which words, and what became of it. It goes with the account it is written to.

    About a coop, `a_instruire`: to who instructs at the Federation; else to a member of the coop, who still is one when
    it leaves. About a session: to who sits there.
    `corps` is kept until it is sent: what members say among themselves is not the Federation's to read.
    """

    destinataire = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("destinataire")
    )
    cooperative = models.ForeignKey(
        Cooperative,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("coopérative"),
    )
    seance = models.ForeignKey(
        SeanceComite,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("séance du comité"),
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
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(cooperative__isnull=True) ^ models.Q(seance__isnull=True),
                name="courrier_d_un_seul_sujet",
                violation_error_message=_("Un courriel est au sujet d’une coopérative ou d’une séance."),
            )
        ]

    def __str__(self) -> str:
        return self.sujet

    @property
    def objet(self) -> str:
        """What it is about, in words."""
        return str(self.cooperative) if self.seance is None else f"Comité du {self.seance}"
