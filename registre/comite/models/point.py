"""What is on the agenda of a session, and who has an interest in it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.comite.models.membre import MembreDuComite
from registre.models import Cooperative, SeanceComite


class NatureDePoint(models.TextChoices):
    """What the committee is asked."""

    COMPLETUDE = "completude", _("dossier à vérifier")
    ADMISSIBILITE = "admissibilite", _("admissibilité")
    OCTROI = "octroi", _("octroi du label")
    RENOUVELLEMENT = "renouvellement", _("renouvellement du label")
    SUSPENSION = "suspension", _("suspension du label")
    LEVEE = "levee", _("levée de la suspension")
    RETRAIT = "retrait", _("retrait du label")
    DIVERS = "divers", _("autre point")


SUR_CANDIDATURE = frozenset(
    {
        NatureDePoint.COMPLETUDE,
        NatureDePoint.ADMISSIBILITE,
        NatureDePoint.OCTROI,
        NatureDePoint.RENOUVELLEMENT,
    }
)
SUR_LABEL = frozenset({NatureDePoint.SUSPENSION, NatureDePoint.LEVEE, NatureDePoint.RETRAIT})


class PointALOrdreDuJour(models.Model):
    """A point: of a candidature (`rang`, that of its filing in the coop's journal), of a label (`numero`), or neither.

    Rows of candidatures and labels may be made anew from the journal: a point keeps what names them there.
    """

    seance = models.ForeignKey(SeanceComite, on_delete=models.PROTECT, related_name="points", verbose_name=_("séance"))
    ordre = models.PositiveSmallIntegerField(_("ordre"))
    nature = models.CharField(_("nature"), max_length=14, choices=NatureDePoint)
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("coopérative")
    )
    rang = models.PositiveIntegerField(_("rang du dépôt"), null=True)
    numero = models.CharField(_("numéro du label"), max_length=14, blank=True)
    intitule = models.CharField(_("intitulé"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("point à l'ordre du jour")
        verbose_name_plural = _("points à l'ordre du jour")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["seance", "nature", "cooperative", "rang"],
                condition=models.Q(rang__isnull=False),
                name="point_de_candidature_une_fois",
                violation_error_message=_("Ce point est déjà à l'ordre du jour."),
            ),
            models.UniqueConstraint(
                fields=["seance", "nature", "numero"],
                condition=~models.Q(numero=""),
                name="point_de_label_une_fois",
                violation_error_message=_("Ce point est déjà à l'ordre du jour."),
            ),
            models.CheckConstraint(
                condition=models.Q(nature__in=sorted(SUR_CANDIDATURE), cooperative__isnull=False, rang__isnull=False)
                | (models.Q(nature__in=sorted(SUR_LABEL), cooperative__isnull=False) & ~models.Q(numero=""))
                | (models.Q(nature=NatureDePoint.DIVERS) & ~models.Q(intitule="")),
                name="point_a_son_objet",
                violation_error_message=_("Un point dit de quoi il s'agit."),
            ),
        ]

    def __str__(self) -> str:
        quoi = self.intitule or str(self.get_nature_display())
        return " – ".join(str(mot) for mot in (self.cooperative, quoi, self.numero) if mot)

    @property
    def se_decide(self) -> bool:
        """Whether the committee decides something of it, rather than speaks of it."""
        return self.nature != NatureDePoint.DIVERS


class OrigineDuConflit(models.TextChoices):
    """How an interest is known."""

    DECLARE = "declare", _("déclaré")
    CONSTATE = "constate", _("constaté")


class ConflitDInteret(models.Model):
    """A member neither sees the deliberation of a point nor votes on it. Those found are kept once it is decided."""

    point = models.ForeignKey(
        PointALOrdreDuJour, on_delete=models.CASCADE, related_name="conflits", verbose_name=_("point")
    )
    membre = models.ForeignKey(
        MembreDuComite, on_delete=models.PROTECT, related_name="conflits", verbose_name=_("membre")
    )
    origine = models.CharField(_("origine"), max_length=8, choices=OrigineDuConflit)
    note_le = models.DateTimeField(_("noté le"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("conflit d'intérêts")
        verbose_name_plural = _("conflits d'intérêts")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["point", "membre"],
                name="conflit_une_fois",
                violation_error_message=_("Ce conflit d'intérêts est déjà noté."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.membre}, {self.point}"
