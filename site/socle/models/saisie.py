"""Forms sent after a session expired: kept, then given back to whoever typed them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SaisieDeposee(models.Model):
    """A form sent after its author's session expired, kept a few days. It is given back to its author only, once they
    have logged in again: the form carried a signed pass that says whose it is."""

    auteur = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    adresse = models.CharField(_("adresse du formulaire"), max_length=250)
    donnees = models.JSONField(_("ce qui est saisi"), default=dict)
    deposee_le = models.DateTimeField(_("déposée le"), auto_now=True)

    class Meta:
        db_table = "bonnes_pratiques_saisiedeposee"  # the room it was born in; the rows stayed
        verbose_name = _("saisie déposée")
        verbose_name_plural = _("saisies déposées")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["auteur", "adresse"],
                name="saisie_deposee_une_par_adresse",
                violation_error_message=_("Cette saisie existe déjà."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.auteur} – {self.adresse}"
