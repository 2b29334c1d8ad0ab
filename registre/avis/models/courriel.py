"""One message to an expert: the request, or a reminder of it. Each carries a link of its own."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.avis.models.demande import DemandeDAvis
from socle.models.courriel_en_file import CourrielEnFile


class CourrielAExpert(CourrielEnFile):
    """The message of one step of a request, once, and the digest of its link: the link itself is only in the message.

    `palier` counts days from the deadline, 0 for the request itself. The link is made when the message leaves, and
    made anew when it leaves again; its text is kept nowhere.
    """

    demande = models.ForeignKey(
        DemandeDAvis, on_delete=models.CASCADE, related_name="courriels", verbose_name=_("avis demandé")
    )
    palier = models.SmallIntegerField(_("palier"), help_text=_("En jours depuis l'échéance ; 0 pour la demande."))
    empreinte = models.CharField(_("empreinte du lien"), max_length=64, blank=True)
    ecrit_le = models.DateTimeField(_("écrit le"), default=timezone.now)

    class Meta:
        verbose_name = _("courriel à un expert")
        verbose_name_plural = _("courriels aux experts")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["demande", "palier"],
                name="courriel_a_expert_une_fois",
                violation_error_message=_("Ce courriel est déjà écrit."),
            ),
            models.UniqueConstraint(
                fields=["empreinte"],
                condition=~Q(empreinte=""),
                name="courriel_a_expert_un_lien",
                violation_error_message=_("Ce lien est déjà celui d'un autre courriel."),
            ),
            models.CheckConstraint(
                condition=Q(empreinte="") | Q(empreinte__regex=r"^[0-9a-f]{64}$"),
                name="courriel_a_expert_empreinte",
                violation_error_message=_("Un lien est gardé par son empreinte."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["etat", "prochain_essai_le"], name="expert_a_envoyer")]

    def __str__(self) -> str:
        return f"{self.demande}, {self.palier}"

    @property
    def adresse(self) -> str:
        """To which address it goes."""
        return str(self.demande.courriel)
