"""A granted period of the label. Never deleted; withdrawal is a date, the end never moves; renewal is a new row."""

from dataclasses import replace
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from raison_detre.models import Engagement
from registre.cycle import FaitsLabel, FaitsSuspension
from registre.models.candidature import Candidature, dans_l_ordre
from registre.models.cooperative import Cooperative


class LabelManager(models.Manager["Label"]):
    """Every label but the annulled: a number given by mistake is no label, whatever page asks."""

    def get_queryset(self) -> "models.QuerySet[Label]":
        """Return the labels that were granted: one annulled never was."""
        return super().get_queryset().filter(annule_le=None)


class Label(models.Model):
    """One granted period, from `valide_du` to `valide_jusqu_au`, both included: a projection of the journal.

    `rang` is that of its grant in the coop's journal. `clos_le` is the day another coop absorbed its own. One whose
    grant was annulled keeps its row, since its number is never given again: `tous` has it, `objects` has not.
    """

    numero = models.CharField(_("numéro"), max_length=14, unique=True)
    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="labels", verbose_name=_("coopérative")
    )
    candidature = models.ForeignKey(
        Candidature, on_delete=models.PROTECT, related_name="labels", verbose_name=_("candidature")
    )
    rang = models.PositiveIntegerField(_("rang de l'octroi"))
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    octroye_le = models.DateField(_("octroyé le"))
    valide_du = models.DateField(_("valide du"))
    valide_jusqu_au = models.DateField(_("valide jusqu'au"), help_text=_("Dernier jour, inclus."))
    retire_le = models.DateField(_("retiré le"), null=True, blank=True)
    motif_retrait = models.TextField(_("motif publié du retrait"), blank=True)
    clos_le = models.DateField(_("clos par absorption le"), null=True, blank=True)
    annule_le = models.DateField(_("annulé le"), null=True, blank=True)
    motif_annulation = models.TextField(_("motif publié de l'annulation"), blank=True)

    objects = LabelManager()
    tous: ClassVar[models.Manager] = models.Manager()

    class Meta:
        base_manager_name = "tous"
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        permissions = [("decider_label", _("Décider de l’admissibilité et du label"))]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["candidature"],
                condition=models.Q(annule_le=None),
                name="label_un_par_candidature",
                violation_error_message=_("Cette candidature a déjà son label."),
            ),
            models.CheckConstraint(
                condition=models.Q(numero__regex=r"^QC-[0-9]{4}-[0-9]{4,6}$"),
                name="label_numero_forme",
                violation_error_message=_("Un numéro de label s'écrit QC-AAAA-NNNN."),
            ),
            models.CheckConstraint(
                condition=models.Q(valide_du__gte=models.F("octroye_le")),
                name="label_valide_apres_octroi",
                violation_error_message=_("Un label ne vaut pas avant son octroi."),
            ),
            models.CheckConstraint(
                condition=models.Q(valide_jusqu_au__gte=models.F("valide_du")),
                name="label_dates_dans_l_ordre",
                violation_error_message=_("La fin de validité vient après son début."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("octroye_le", "retire_le")
                & (models.Q(retire_le__isnull=True) | models.Q(retire_le__lte=models.F("valide_jusqu_au"))),
                name="label_retire_entre_octroi_et_fin",
                violation_error_message=_("Un label se retire entre son octroi et sa fin."),
            ),
            models.CheckConstraint(
                condition=models.Q(retire_le__isnull=True, motif_retrait="")
                | (models.Q(retire_le__isnull=False) & ~models.Q(motif_retrait="")),
                name="label_retrait_motive",
                violation_error_message=_("Un retrait a une date et un motif."),
            ),
        ]

    def __str__(self) -> str:
        return self.numero

    @property
    def faits(self) -> FaitsLabel:
        """What of it counts for the public status. Reads the suspensions: prefetch them for a list."""
        suspensions = tuple(FaitsSuspension(s.suspendu_le, s.levee_le) for s in self.suspensions.all())
        return replace(self.faits_hors_suspensions, suspensions=suspensions)

    @property
    def faits_hors_suspensions(self) -> FaitsLabel:
        """The same as if it had never been held back. Reads nothing."""
        return FaitsLabel(
            cycle=self.cycle,
            valide_du=self.valide_du,
            valide_jusqu_au=self.valide_jusqu_au,
            retire_le=self.retire_le,
            clos_le=self.clos_le,
        )


class Suspension(models.Model):
    """A time during which a label is held back: from `suspendu_le` until the day before `levee_le`.

    `rang` is that of its event. One carried over to a renewed label has a row on each, of the same rank.
    """

    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="suspensions")
    rang = models.PositiveIntegerField(_("rang"))
    reportee = models.BooleanField(_("reportée du label précédent"), default=False)
    suspendu_le = models.DateField(_("suspendu le"))
    levee_le = models.DateField(_("suspension levée le"), null=True, blank=True)
    motif = models.TextField(_("motif publié"))

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["label", "rang"], name="suspension_rang_unique"),
            models.CheckConstraint(
                condition=models.Q(levee_le__isnull=True) | models.Q(levee_le__gt=models.F("suspendu_le")),
                name="suspension_dates_dans_l_ordre",
                violation_error_message=_("Une suspension se lève après le jour où elle commence."),
            ),
            models.UniqueConstraint(
                fields=["label"],
                condition=models.Q(levee_le__isnull=True),
                name="suspension_une_seule_ouverte",
                violation_error_message=_("Ce label est déjà suspendu."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.suspendu_le}"


class EngagementOctroye(models.Model):
    """An engagement as granted: its number and wording of that day, whatever later editions say."""

    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="engagements_octroyes")
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="octrois")
    numero = models.PositiveSmallIntegerField(_("numéro"))
    intitule = models.CharField(_("intitulé"), max_length=250)

    class Meta:
        verbose_name = _("engagement octroyé")
        verbose_name_plural = _("engagements octroyés")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["label", "engagement"], name="engagement_octroye_une_fois"),
        ]

    def __str__(self) -> str:
        return f"{self.numero}. {self.intitule}"


class CompteurDeLabels(models.Model):
    """The last number that the site gave in a year. Its series goes on from there, over the numbers taken already."""

    annee = models.PositiveSmallIntegerField(_("année"), primary_key=True)
    dernier = models.PositiveSmallIntegerField(_("dernier numéro donné"), default=0)

    class Meta:
        verbose_name = _("compteur de labels")
        verbose_name_plural = _("compteurs de labels")

    def __str__(self) -> str:
        return f"{self.annee} : {self.dernier}"
