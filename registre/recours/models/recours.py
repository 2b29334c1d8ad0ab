"""An appeal of a coop against a decision. Nothing of it is public, and it changes no fact of the register."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.models import Cooperative, Evenement, SeanceComite

LONGUEUR = 10_000  # characters of the grounds, and of the answer
TEXTE = MaxLengthValidator(LONGUEUR)
# nginx answers 404 to everything under `documents/`: a view of ours gives the file.
DOSSIER_FERME = "documents/recours"


class EtatDuRecours(models.TextChoices):
    """Where an appeal is. The last three are its end: answered with reasons, or taken back by its coop."""

    DEPOSE = "depose", _("déposé")
    A_ENTENDRE = "a_entendre", _("inscrit à une séance")
    MAINTENUE = "maintenue", _("décision maintenue")
    ANNULEE = "annulee", _("décision annulée")
    RETIRE = "retire", _("retiré par la coopérative")


OUVERTS = frozenset({EtatDuRecours.DEPOSE, EtatDuRecours.A_ENTENDRE})
ISSUES = frozenset({EtatDuRecours.MAINTENUE, EtatDuRecours.ANNULEE})
SANS_SEANCE = frozenset({EtatDuRecours.DEPOSE, EtatDuRecours.RETIRE})


class RecoursDeCooperative(models.Model):
    """One appeal against one event of the journal, which is never changed by it. Written by `recours.operations`.

    Taken back by its coop, it stays, and its decision may be contested by another within the delay. `formulaire` is the
    form it came from. What the register recorded in its wake is read, not stored (`suites`).
    """

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="recours", verbose_name=_("coopérative")
    )
    decision = models.ForeignKey(
        Evenement, on_delete=models.PROTECT, related_name="recours", verbose_name=_("décision contestée")
    )
    moyens = models.TextField(_("motifs du recours"), validators=[TEXTE])
    depose_le = models.DateTimeField(_("déposé le"), default=timezone.now)
    depose_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("déposé par")
    )
    formulaire = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    etat = models.CharField(_("état"), max_length=10, choices=EtatDuRecours, default=EtatDuRecours.DEPOSE)
    seance = models.ForeignKey(
        SeanceComite,
        on_delete=models.PROTECT,
        null=True,
        related_name="recours",
        verbose_name=_("séance où il est entendu"),
    )
    reponse = models.TextField(_("motifs de la réponse"), blank=True, validators=[TEXTE])
    tranche_le = models.DateField(_("tranché le"), null=True)
    tranche_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("tranché par")
    )
    retire_le = models.DateTimeField(_("retiré le"), null=True)
    retire_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("retiré par")
    )

    class Meta:
        verbose_name = _("recours")
        verbose_name_plural = _("recours")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=~models.Q(etat=EtatDuRecours.RETIRE),
                name="recours_un_par_decision",
                violation_error_message=_("Cette décision a déjà un recours."),
            ),
            models.CheckConstraint(
                condition=models.Q(etat=EtatDuRecours.RETIRE, retire_le__isnull=False)
                | (~models.Q(etat=EtatDuRecours.RETIRE) & models.Q(retire_le=None)),
                name="recours_retire_ssi_date",
                violation_error_message=_("Un recours retiré l'est un jour."),
            ),
            models.CheckConstraint(
                condition=models.Q(etat__in=sorted(OUVERTS | SANS_SEANCE), tranche_le=None)
                | models.Q(etat__in=sorted(ISSUES), tranche_le__isnull=False, seance__isnull=False),
                name="recours_tranche_en_seance",
                violation_error_message=_("Un recours se tranche à une séance, un jour."),
            ),
            models.CheckConstraint(
                condition=models.Q(etat__in=sorted(SANS_SEANCE), seance=None)
                | (~models.Q(etat__in=sorted(SANS_SEANCE)) & models.Q(seance__isnull=False)),
                name="recours_inscrit_ssi_seance",
                violation_error_message=_("L'état et la séance vont ensemble."),
            ),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["etat", "depose_le"], name="recours_par_etat")]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What one quotes of it: `RE-2026-00042`."""
        return f"RE-{timezone.localtime(self.depose_le).year}-{self.pk:05d}"

    @property
    def clos(self) -> bool:
        """Whether it was decided, for good."""
        return self.etat in ISSUES

    @property
    def ouvert(self) -> bool:
        """Whether it waits for a session or for its answer."""
        return self.etat in OUVERTS


def chemin_de_piece(_piece: "PieceDeRecours", _nom: str) -> str:
    """Return where a file is stored: a name that nobody guesses, nothing of the one it was sent under."""
    return f"{DOSSIER_FERME}/{uuid.uuid4().hex}"


class PieceDeRecours(models.Model):
    """A file sent with an appeal, never changed."""

    recours = models.ForeignKey(RecoursDeCooperative, on_delete=models.PROTECT, related_name="pieces")
    fichier = models.FileField(_("fichier"), upload_to=chemin_de_piece, max_length=120)
    nom = models.CharField(_("nom du fichier"), max_length=150)
    taille = models.PositiveIntegerField(_("taille en octets"))
    empreinte = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("pièce de recours")
        verbose_name_plural = _("pièces de recours")

    def __str__(self) -> str:
        return self.nom
