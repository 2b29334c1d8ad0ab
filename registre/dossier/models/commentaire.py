"""What is asked and answered beside a field of a dossier. Nothing of it is frozen with a version."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.dossier.models.dossier import DossierDeCandidature

LONGUEUR = 4_000  # characters of a comment


class EntreQui(models.TextChoices):
    """Who reads a thread: the coop's members alone, or who instructs as well."""

    COOPERATIVE = "coop", _("entre membres de la coopérative")
    FEDERATION = "federation", _("avec la Fédération")


class EtatDuFil(models.TextChoices):
    """Where a thread stands: its last question waits, was answered, or whoever asked says it is settled."""

    POSEE = "posee", _("posée")
    REPONDUE = "repondue", _("répondue")
    REGLEE = "reglee", _("réglée")


class FilDeCommentaires(models.Model):
    """A thread at a field of a dossier. Written by `registre.dossier.commentaires.ecriture`.

    `etape` and `champ` say where, `objet` what it was about in the words of the day; `champ` is empty once the row it
    was about was taken out.
    """

    dossier = models.ForeignKey(DossierDeCandidature, on_delete=models.PROTECT, related_name="fils")
    entre = models.CharField(_("entre"), max_length=10, choices=EntreQui)
    etape = models.CharField(_("étape"), max_length=100)
    champ = models.CharField(_("champ"), max_length=60, blank=True)
    objet = models.CharField(_("sur"), max_length=300)
    etat = models.CharField(_("état"), max_length=8, choices=EtatDuFil, default=EtatDuFil.POSEE)
    pose_par_la_federation = models.BooleanField(_("posée par la Fédération"), default=False)
    pose_le = models.DateTimeField(_("posée le"), default=timezone.now)
    regle_le = models.DateTimeField(_("réglée le"), null=True)

    class Meta:
        verbose_name = _("fil de commentaires")
        verbose_name_plural = _("fils de commentaires")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(entre=EntreQui.FEDERATION) | models.Q(pose_par_la_federation=False),
                name="fil_de_la_federation",
                violation_error_message=_("La Fédération ne lit pas ce que les membres se disent entre eux."),
            ),
            models.CheckConstraint(
                condition=models.Q(etat=EtatDuFil.REGLEE, regle_le__isnull=False)
                | (~models.Q(etat=EtatDuFil.REGLEE) & models.Q(regle_le__isnull=True)),
                name="fil_regle_ssi_date",
                violation_error_message=_("L'état et sa date vont ensemble."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["dossier", "etat"], name="fil_du_dossier")]

    def __str__(self) -> str:
        return self.objet


class CommentaireDeDossier(models.Model):
    """One message of a thread. `formulaire` is the form it came from: sent twice, it is one comment."""

    fil = models.ForeignKey(FilDeCommentaires, on_delete=models.PROTECT, related_name="commentaires")
    texte = models.TextField(_("texte"), validators=[MaxLengthValidator(LONGUEUR)])
    de_la_federation = models.BooleanField(_("de la Fédération"), default=False)
    ecrit_le = models.DateTimeField(_("écrit le"), default=timezone.now)
    ecrit_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("écrit par")
    )
    formulaire = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("commentaire de dossier")
        verbose_name_plural = _("commentaires de dossier")

    def __str__(self) -> str:
        return self.texte[:60]
