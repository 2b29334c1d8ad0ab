"""One reminder to one member of the committee: the dossiers of a session that they have not opened yet."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import SeanceComite
from socle.models.courriel_en_file import CourrielEnFile


class RappelDeLecture(CourrielEnFile):
    """To whom, about which session on which day, at which step, what was written, and what became of it.

    Written by `registre.rappels.lectures`. It goes with the account it was written to. A session that is moved is
    another deadline.
    """

    seance = models.ForeignKey(
        SeanceComite, on_delete=models.CASCADE, related_name="rappels_de_lecture", verbose_name=_("séance")
    )
    destinataire = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("destinataire")
    )
    le = models.DateField(_("jour de la séance"))
    palier = models.SmallIntegerField(_("palier"), help_text=_("En jours depuis la séance."))
    adresse = models.EmailField(_("adresse électronique"), blank=True)
    sujet = models.CharField(_("sujet"), max_length=250, blank=True)
    corps = models.TextField(_("texte"), blank=True)
    compose_le = models.DateTimeField(_("préparé le"), default=timezone.now)

    class Meta:
        verbose_name = _("rappel de lecture")
        verbose_name_plural = _("rappels de lecture")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["seance", "destinataire", "le", "palier"],
                name="rappel_de_lecture_une_fois",
                violation_error_message=_("Ce rappel de lecture est déjà écrit."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["etat", "prochain_essai_le"], name="lecture_a_envoyer")]

    def __str__(self) -> str:
        return f"{self.adresse}, {self.le:%d/%m/%Y}"
