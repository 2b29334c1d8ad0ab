"""What a room's row of mail that waits has, beside what it is about: see `socle.file_de_courriels`."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from socle.file_de_courriels import A_REPRENDRE, EtatDEnvoi


class CourrielEnFile(models.Model):
    """A message of which one knows what became of it. Each room indexes `etat` and `prochain_essai_le` together."""

    etat = models.CharField(_("état"), max_length=10, choices=EtatDEnvoi, default=EtatDEnvoi.A_ENVOYER)
    prochain_essai_le = models.DateTimeField(_("prochain essai"), default=timezone.now)
    pris_le = models.DateTimeField(_("envoi commencé le"), null=True, blank=True)
    envoye_le = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    essais = models.PositiveSmallIntegerField(_("essais"), default=0)
    erreur = models.CharField(_("réponse du serveur"), max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def a_reprendre(self) -> bool:
        """Whether a person has to look at it: it did not leave, or nobody knows."""
        return self.etat in A_REPRENDRE
