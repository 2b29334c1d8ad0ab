"""A coop's application to the label: one cycle, its state by decision, the dates of each decision."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from raison_detre.models import Engagement, Referentiel
from raison_detre.regles import Regles
from registre.cycle import FaitsCandidature
from registre.etats import OUVERTS, Etat
from registre.models.cooperative import Cooperative


def dans_l_ordre(avant: str, apres: str) -> models.Q:
    """Condition: `apres` is empty, or `avant` is set and not later."""
    return models.Q(**{f"{apres}__isnull": True}) | models.Q(**{f"{apres}__gte": models.F(avant)})


def date_ssi_etat(champ: str, etat: Etat) -> models.Q:
    """Condition: this date is set exactly when the candidature is in this closed state; annulled, it keeps its own."""
    pleine = models.Q(**{f"{champ}__isnull": False})
    return models.Q(etat=Etat.ANNULEE) | (models.Q(etat=etat) & pleine) | (~models.Q(etat=etat) & ~pleine)


class CandidatureManager(models.Manager["Candidature"]):
    """Every candidature but those whose filing is annulled: they never were, and no rule reads them."""

    def get_queryset(self) -> "models.QuerySet[Candidature]":
        """Return the candidatures that were: one annulled never was."""
        return super().get_queryset().exclude(etat=Etat.ANNULEE)


class Candidature(models.Model):
    """One cycle of one coop: a projection of the journal, which only `registre.ecriture` writes.

    `rang` is that of its filing in the coop's journal. `regles` are those of its edition on the day of filing: they
    judge it for good, whatever becomes of the edition. `tous` also has those whose filing was annulled.
    """

    cooperative = models.ForeignKey(
        Cooperative, on_delete=models.PROTECT, related_name="candidatures", verbose_name=_("coopérative")
    )
    referentiel = models.ForeignKey(
        Referentiel, on_delete=models.PROTECT, related_name="+", verbose_name=_("édition du référentiel")
    )
    rang = models.PositiveIntegerField(_("rang du dépôt"))
    regles_figees = models.JSONField(_("règles"))
    cycle = models.PositiveSmallIntegerField(_("cycle"))
    etat = models.CharField(_("état"), max_length=12, choices=Etat, default=Etat.DEPOSEE)
    deposee_le = models.DateField(_("déposée le"))
    complement_demande_le = models.DateField(_("complément demandé le"), null=True, blank=True)
    complete_le = models.DateField(_("déclarée complète le"), null=True, blank=True)
    admissible_le = models.DateField(_("admissible le"), null=True, blank=True)
    labellisee_le = models.DateField(_("labellisée le"), null=True, blank=True)
    refusee_le = models.DateField(_("refusée le"), null=True, blank=True)
    abandonnee_le = models.DateField(_("abandonnée le"), null=True, blank=True)
    renouvelle = models.ForeignKey(
        "registre.Label",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="renouvellements",
        verbose_name=_("renouvelle le label"),
    )
    engagements = models.ManyToManyField(Engagement, through="EngagementPris", related_name="+")

    objects = CandidatureManager()
    tous: ClassVar[models.Manager] = models.Manager()

    class Meta:
        base_manager_name = "tous"
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        permissions = [("instruire_candidature", _("Instruire les candidatures"))]
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["cooperative", "rang"], name="candidature_rang_unique"),
            models.UniqueConstraint(
                fields=["cooperative", "cycle"],
                condition=~models.Q(etat=Etat.ANNULEE),
                name="candidature_cycle_unique",
                violation_error_message=_("Cette coopérative a déjà une candidature de ce cycle."),
            ),
            models.UniqueConstraint(
                fields=["cooperative"],
                condition=models.Q(etat__in=sorted(OUVERTS)),
                name="candidature_une_seule_ouverte",
                violation_error_message=_("Cette coopérative a déjà une candidature en cours."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("deposee_le", "complement_demande_le"),
                name="candidature_complement_demande_le_apres_depot",
                violation_error_message=_("Une décision ne peut précéder le dépôt."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("deposee_le", "complete_le"),
                name="candidature_complete_le_apres_depot",
                violation_error_message=_("Une décision ne peut précéder le dépôt."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("deposee_le", "admissible_le"),
                name="candidature_admissible_le_apres_depot",
                violation_error_message=_("Une décision ne peut précéder le dépôt."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("deposee_le", "labellisee_le"),
                name="candidature_labellisee_le_apres_depot",
                violation_error_message=_("Une décision ne peut précéder le dépôt."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("deposee_le", "refusee_le"),
                name="candidature_refusee_le_apres_depot",
                violation_error_message=_("Une décision ne peut précéder le dépôt."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("deposee_le", "abandonnee_le"),
                name="candidature_abandonnee_le_apres_depot",
                violation_error_message=_("Une décision ne peut précéder le dépôt."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("complete_le", "admissible_le"),
                name="candidature_admissible_apres_complete",
                violation_error_message=_("L'admissibilité ne peut précéder la complétude."),
            ),
            models.CheckConstraint(
                condition=dans_l_ordre("admissible_le", "labellisee_le"),
                name="candidature_labellisee_apres_admissible",
                violation_error_message=_("L'octroi ne peut précéder l'admissibilité."),
            ),
            models.CheckConstraint(
                condition=date_ssi_etat("labellisee_le", Etat.LABELLISEE),
                name="candidature_labellisee_ssi_date",
                violation_error_message=_("L'état et sa date vont ensemble."),
            ),
            models.CheckConstraint(
                condition=date_ssi_etat("refusee_le", Etat.REFUSEE),
                name="candidature_refusee_ssi_date",
                violation_error_message=_("L'état et sa date vont ensemble."),
            ),
            models.CheckConstraint(
                condition=date_ssi_etat("abandonnee_le", Etat.ABANDONNEE),
                name="candidature_abandonnee_ssi_date",
                violation_error_message=_("L'état et sa date vont ensemble."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative} – cycle {self.cycle}"

    @property
    def regles(self) -> Regles:
        """The rules that judge it, frozen on the day of filing."""
        return Regles(**self.regles_figees)

    @property
    def faits(self) -> FaitsCandidature:
        """What of it counts for the public status."""
        decidee_le = self.labellisee_le or self.refusee_le or self.abandonnee_le
        return FaitsCandidature(cycle=self.cycle, admissible_le=self.admissible_le, decidee_le=decidee_le)


class EngagementPris(models.Model):
    """An engagement chosen by a candidature, and how the coop says it illustrates the Raison d'être."""

    candidature = models.ForeignKey(Candidature, on_delete=models.PROTECT, related_name="engagements_pris")
    engagement = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, related_name="choix", verbose_name=_("engagement")
    )
    illustration = models.TextField(_("en quoi il illustre la Raison d'être"), blank=True)

    class Meta:
        verbose_name = _("engagement pris")
        verbose_name_plural = _("engagements pris")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(
                fields=["candidature", "engagement"],
                name="engagement_pris_une_fois",
                violation_error_message=_("Cet engagement est déjà choisi."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.engagement)
