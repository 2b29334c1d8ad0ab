"""A point as its coop tells it: a draft, then what was sent, which nothing changes."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.delais import Echeance
from registre.etats import NaturePoint
from registre.models import Candidature, PointEtape

LONGUEUR = 10_000  # characters of a text


class EtatDuPoint(models.TextChoices):
    """What was done of it. Whether it is recorded is read from the register, not stored here."""

    EN_PREPARATION = "preparation", _("en préparation")
    ENVOYE = "envoye", _("envoyé")
    RENVOYE = "renvoye", _("renvoyé à la coopérative")


EN_COURS = frozenset({EtatDuPoint.EN_PREPARATION, EtatDuPoint.ENVOYE})


class PointQuerySet(models.QuerySet["PointDeCooperative"]):
    """Questions that both sides ask."""

    def recus(self) -> "PointQuerySet":
        """Those that left their coop: a draft is nobody else's."""
        return self.exclude(etat=EtatDuPoint.EN_PREPARATION)

    def avec_consigne(self) -> "PointQuerySet":
        """Each with `consigne_le`, the day the register says that this point was held; None when it does not."""
        tenus = PointEtape.objects.filter(
            candidature=models.OuterRef("candidature"), nature=models.OuterRef("nature"), mois=models.OuterRef("mois")
        )
        jour = models.Subquery(tenus.values("tenu_le")[:1])
        return self.annotate(consigne_le=Cast(jour, models.DateField()))

    def a_consigner(self) -> "PointQuerySet":
        """Those that wait for the Federation: sent, neither recorded nor sent back."""
        return self.avec_consigne().filter(models.Q(consigne_le=None), etat=EtatDuPoint.ENVOYE)


class PointDeCooperative(models.Model):
    """One telling of one point of a candidature. Written by `suivi.ecriture`, `suivi.envoi` and `suivi.retour`.

    `donnees` is what was typed, as `socle.formulaires.saisie` has it; `version` goes up at each writing. Once sent,
    `contenu` is what it said, `empreinte` the SHA-256 of its canonical JSON; sent back, it stays as it was, `motif`
    says why, and its coop tells it anew.
    """

    candidature = models.ForeignKey(
        Candidature, on_delete=models.PROTECT, related_name="points_envoyes", verbose_name=_("candidature")
    )
    nature = models.CharField(_("nature"), max_length=11, choices=NaturePoint)
    mois = models.PositiveSmallIntegerField(_("échéance (mois)"))
    etat = models.CharField(_("état"), max_length=11, choices=EtatDuPoint, default=EtatDuPoint.EN_PREPARATION)
    donnees = models.JSONField(_("ce qui est saisi"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1)
    modifiee_le = models.DateTimeField(_("saisie modifiée le"), default=timezone.now)
    modifiee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("saisie modifiée par"),
    )
    contenu = models.JSONField(_("contenu"), default=dict)
    empreinte = models.CharField("SHA-256", max_length=64, blank=True)
    envoye_le = models.DateTimeField(_("envoyé le"), null=True)
    envoye_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("envoyé par")
    )
    motif = models.TextField(_("motif du renvoi"), blank=True)
    renvoye_le = models.DateTimeField(_("renvoyé le"), null=True)
    renvoye_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("renvoyé par")
    )

    objects = PointQuerySet.as_manager()

    class Meta:
        verbose_name = _("point envoyé par une coopérative")
        verbose_name_plural = _("points envoyés par les coopératives")
        indexes: ClassVar[list] = [models.Index(fields=["etat", "envoye_le"], name="point_par_etat")]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["candidature", "nature", "mois"],
                condition=models.Q(etat__in=sorted(EN_COURS)),
                name="point_un_seul_en_cours",
                violation_error_message=_("Ce point est déjà commencé."),
            ),
            models.CheckConstraint(
                condition=models.Q(etat=EtatDuPoint.EN_PREPARATION, envoye_le=None)
                | (~models.Q(etat=EtatDuPoint.EN_PREPARATION) & models.Q(envoye_le__isnull=False)),
                name="point_envoye_ssi_date",
                violation_error_message=_("L'état et sa date vont ensemble."),
            ),
            models.CheckConstraint(
                condition=(models.Q(etat=EtatDuPoint.RENVOYE, renvoye_le__isnull=False) & ~models.Q(motif=""))
                | (~models.Q(etat=EtatDuPoint.RENVOYE) & models.Q(renvoye_le=None, motif="")),
                name="point_renvoye_ssi_motif",
                violation_error_message=_("Un renvoi a une date et un motif."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom}, {self.candidature}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep it; nothing of what was sent changes. Raises `ValueError`."""
        if self.pk and type(self).objects.filter(pk=self.pk).recus().exists():
            champs = set(kwargs.get("update_fields") or ["contenu"])
            if champs - {"etat", "motif", "renvoye_le", "renvoye_par"}:
                raise ValueError("what a coop sent does not change")
        super().save(*args, **kwargs)

    @property
    def nom(self) -> str:
        """Which point it is, in words."""
        return Echeance(NaturePoint(self.nature), self.mois, timezone.localdate()).nom

    @property
    def cle(self) -> tuple[int, str, int]:
        """Which point of which candidature it tells."""
        return self.candidature_id, self.nature, self.mois
