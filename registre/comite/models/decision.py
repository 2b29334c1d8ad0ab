"""What the committee decided of a point, with its reasons, its reservations and the votes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registre.comite.models.point import PointALOrdreDuJour


class SensDeLaDecision(models.TextChoices):
    """Which way it was decided. The last two call no operation."""

    COMPLET = "complet", _("dossier complet")
    COMPLEMENT = "complement", _("complément demandé")
    ADMISSIBLE = "admissible", _("candidature admissible")
    REFUSE = "refuse", _("candidature refusée")
    ACCORDE = "accorde", _("label accordé")
    RENOUVELE = "renouvele", _("label renouvelé")
    SUSPENDU = "suspendu", _("label suspendu")
    LEVE = "leve", _("suspension levée")
    RETIRE = "retire", _("label retiré")
    SANS_SUITE = "sans_suite", _("proposition écartée")
    AJOURNE = "ajourne", _("ajourné à une prochaine séance")


SANS_OPERATION = frozenset({SensDeLaDecision.SANS_SUITE, SensDeLaDecision.AJOURNE})


class DecisionDeSeance(models.Model):
    """One decision of one point. Written by `registre.comite.decider`, with the operation it called.

    `rang` is that of the event in the coop's journal, empty when no operation was called. `presents` and `requis` are
    the quorum as it was counted then, members in conflict left out of both.
    """

    point = models.OneToOneField(
        PointALOrdreDuJour, on_delete=models.PROTECT, related_name="decision", verbose_name=_("point")
    )
    sens = models.CharField(_("décision"), max_length=10, choices=SensDeLaDecision)
    le = models.DateField(_("prend effet le"))
    motif = models.TextField(_("motif"), blank=True)
    reserves = models.TextField(_("réserves"), blank=True)
    deliberation = models.TextField(_("délibération"), blank=True)
    pour = models.PositiveSmallIntegerField(_("pour"), null=True)
    contre = models.PositiveSmallIntegerField(_("contre"), null=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True)
    presents = models.PositiveSmallIntegerField(_("présents"))
    requis = models.PositiveSmallIntegerField(_("quorum"))
    rang = models.PositiveIntegerField(_("rang au journal"), null=True)
    prise_le = models.DateTimeField(_("consignée le"), default=timezone.now, editable=False)
    par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("par")
    )

    class Meta:
        verbose_name = _("décision de séance")
        verbose_name_plural = _("décisions de séance")
        constraints: ClassVar[list] = [
            models.CheckConstraint(
                condition=models.Q(sens__in=sorted(SANS_OPERATION), rang__isnull=True)
                | (~models.Q(sens__in=sorted(SANS_OPERATION)) & models.Q(rang__isnull=False)),
                name="decision_ssi_evenement",
                violation_error_message=_("Une décision du comité est au journal, sauf un ajournement."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point} – {self.get_sens_display()}"
