"""The minutes of a session, locked: rows that the database itself refuses to change or remove (`registre.gardes`)."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import SeanceComite


class ProcesVerbal(models.Model):
    """A session as it was locked. `empreinte` is the SHA-256 of the canonical JSON (RFC 8785) of `contenu`."""

    seance = models.OneToOneField(
        SeanceComite, on_delete=models.PROTECT, related_name="proces_verbal", verbose_name=_("séance")
    )
    contenu = models.JSONField(_("contenu"))
    empreinte = models.CharField("SHA-256", max_length=64)
    verrouille_le = models.DateTimeField(_("verrouillé le"), default=timezone.now)

    class Meta:
        verbose_name = _("procès-verbal")
        verbose_name_plural = _("procès-verbaux")

    def __str__(self) -> str:
        return str(self.seance)


class NoteAuProcesVerbal(models.Model):
    """What is put right of locked minutes: dated, added below them, never in them."""

    proces_verbal = models.ForeignKey(
        ProcesVerbal, on_delete=models.PROTECT, related_name="notes", verbose_name=_("procès-verbal")
    )
    texte = models.TextField(_("note"), max_length=4_000)
    ecrite_le = models.DateTimeField(_("écrite le"), default=timezone.now)

    class Meta:
        verbose_name = _("note au procès-verbal")
        verbose_name_plural = _("notes au procès-verbal")

    def __str__(self) -> str:
        return f"{self.proces_verbal} – {self.ecrite_le:%d/%m/%Y}"

    @property
    def par(self) -> Any:
        """Who wrote it; None once that person was erased."""
        try:
            return self.auteur.par
        except ObjectDoesNotExist:
            return None


class AuteurDeNote(models.Model):
    """Who wrote a note. Emptied when the account is deleted."""

    note = models.OneToOneField(NoteAuProcesVerbal, on_delete=models.PROTECT, primary_key=True, related_name="auteur")
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("auteur de note")
        verbose_name_plural = _("auteurs de notes")

    def __str__(self) -> str:
        return str(self.par or "")
