"""The register, flat: one row per coop and period of unchanged situation. A function of the journal, not of today.

Every day of every coop is in exactly one row, so any past or future date is read the same way, and nothing has to run
at midnight. Written with each operation, rebuilt by `manage.py reconstruire_projection`, equal to `cycle.situation`
by test (docs/decisions/0012).
"""

import datetime
from typing import ClassVar

from django.db import models

from registre.cycle import FaitsLabel, FaitsSuspension
from registre.etats import Statut
from registre.models.candidature import Candidature
from registre.models.connaissance import ConnuesManager, ToutesManager
from registre.models.cooperative import Cooperative
from registre.models.identite import IdentiteDeCooperative
from registre.models.label import Label

COUVERTURE = ("statut", "jusqu_au", "du")
FILTREES = ("code_departement", "metiers", "engagements", "annee_octroi")
CONNUES = models.Q(connue_jusqu_a=None)


class PeriodeDeStatut(models.Model):
    """A coop's situation from `du` to `jusqu_au`, both included, with what the register filters, sorts and publishes.

    A row was known from the day `connue_du` on, until the day before `connue_jusqu_a`, null while it still is. What a
    row says never changes: a write closes it and adds another, so that what the register said can be read again.
    """

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="periodes")
    identite = models.ForeignKey(IdentiteDeCooperative, on_delete=models.CASCADE, related_name="+")
    du = models.DateField()
    jusqu_au = models.DateField()
    connue_du = models.DateField()
    connue_jusqu_a = models.DateField(null=True)
    statut = models.CharField(max_length=20, choices=Statut, blank=True)
    membre = models.BooleanField(default=True)
    label = models.ForeignKey(Label, on_delete=models.CASCADE, null=True, related_name="+")
    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, null=True, related_name="+")
    code_region = models.CharField(max_length=2)
    code_departement = models.CharField(max_length=3)
    metiers = models.PositiveIntegerField(default=0)
    engagements = models.BigIntegerField(default=0)
    annee_octroi = models.PositiveSmallIntegerField(null=True)
    admissible_le = models.DateField(null=True)
    octroye_le = models.DateField(null=True)
    valide_du = models.DateField(null=True)
    valide_jusqu_au = models.DateField(null=True)
    suspendu_le = models.DateField(null=True)
    suspension_levee_le = models.DateField(null=True)
    retire_le = models.DateField(null=True)
    tri = models.CharField(max_length=200)

    objects = ConnuesManager()
    toutes = ToutesManager()

    class Meta:
        base_manager_name = "toutes"
        verbose_name = "période de statut"
        verbose_name_plural = "périodes de statut"
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["cooperative", "du"], condition=CONNUES, name="periode_une_par_jour"),
            models.CheckConstraint(condition=models.Q(jusqu_au__gte=models.F("du")), name="periode_dans_l_ordre"),
        ]
        # Each begins with what a facet counts by, and holds every column a filter looks at: counts and order never read
        # the rows, which makes the list of 100,000 coops cost about as much as that of 200. What is no longer known is
        # in none of the first six: the register as known now costs what it did before it remembered. The first three
        # also tell members from others, for the barometer.
        indexes: ClassVar[list] = [
            models.Index(
                fields=["code_departement", *COUVERTURE, "metiers", "engagements", "annee_octroi", "membre"],
                name="periode_par_departement",
                condition=CONNUES,
            ),
            models.Index(
                fields=[*COUVERTURE, "code_departement", "metiers", "engagements", "annee_octroi", "membre"],
                name="periode_par_statut",
                condition=CONNUES,
            ),
            models.Index(
                fields=["engagements", *COUVERTURE, "code_departement", "metiers", "annee_octroi", "membre"],
                name="periode_par_engagements",
                condition=CONNUES,
            ),
            models.Index(
                fields=["metiers", *COUVERTURE, "code_departement", "engagements", "annee_octroi"],
                name="periode_par_metiers",
                condition=CONNUES,
            ),
            models.Index(
                fields=["annee_octroi", *COUVERTURE, "code_departement", "metiers", "engagements"],
                name="periode_par_annee",
                condition=CONNUES,
            ),
            models.Index(
                fields=["tri", "code_departement", *COUVERTURE, "metiers", "engagements", "annee_octroi"],
                name="periode_par_nom",
                condition=CONNUES,
            ),
            models.Index(
                fields=[
                    "code_departement",
                    *COUVERTURE,
                    "connue_du",
                    "connue_jusqu_a",
                    "metiers",
                    "engagements",
                    "annee_octroi",
                ],
                name="periode_connue_par_departement",
            ),
            models.Index(
                fields=["tri", "code_departement", *COUVERTURE, "connue_du", "connue_jusqu_a"],
                name="periode_connue_par_nom",
            ),
            models.Index(fields=["cooperative", "connue_du"], name="periode_connue_par_cooperative"),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative_id} {self.statut or '–'} {self.du} – {self.jusqu_au}"


class LabelConnu(models.Model):
    """What the register said of a label, and from when until when: the same closing of rows as `PeriodeDeStatut`."""

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="connus")
    connue_du = models.DateField()
    connue_jusqu_a = models.DateField(null=True)
    octroye_le = models.DateField()
    valide_du = models.DateField()
    valide_jusqu_au = models.DateField()
    retire_le = models.DateField(null=True)
    clos_le = models.DateField(null=True)
    suspensions = models.JSONField(default=list)

    objects = ConnuesManager()
    toutes = ToutesManager()

    class Meta:
        base_manager_name = "toutes"
        verbose_name = "label connu"
        verbose_name_plural = "labels connus"
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["label"], condition=CONNUES, name="label_connu_une_fois"),
        ]
        indexes: ClassVar[list] = [models.Index(fields=["octroye_le", "connue_jusqu_a"], name="label_connu_octroye_le")]

    def __str__(self) -> str:
        return f"{self.label_id} {self.connue_du} – {self.connue_jusqu_a or ''}"

    @property
    def faits(self) -> FaitsLabel:
        """What counts for its status. Suspensions are kept as pairs of ISO days, the second empty while it runs."""
        jour = datetime.date.fromisoformat

        return FaitsLabel(
            cycle=self.label.cycle,
            valide_du=self.valide_du,
            valide_jusqu_au=self.valide_jusqu_au,
            retire_le=self.retire_le,
            suspensions=tuple(
                FaitsSuspension(jour(s), jour(levee) if levee else None) for s, levee in self.suspensions
            ),
            clos_le=self.clos_le,
        )


LONGUEUR_MOT = 40


class MotDeCooperative(models.Model):
    """A word by which a coop is found: of its names, its town, its SIREN, its labels' numbers. Searched by its start.

    A plain index serves a prefix on both databases, where a search inside a text would read every row.
    """

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="mots")
    mot = models.CharField(max_length=LONGUEUR_MOT)

    class Meta:
        verbose_name = "mot de recherche"
        verbose_name_plural = "mots de recherche"
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["mot", "cooperative"], name="mot_une_fois_par_cooperative"),
        ]

    def __str__(self) -> str:
        return self.mot


class RangEngagement(models.Model):
    """The bit of an engagement in `PeriodeDeStatut.engagements`, by its stable key. Given once, never moved."""

    cle = models.CharField(max_length=80, primary_key=True)
    rang = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        verbose_name = "rang d'engagement"
        verbose_name_plural = "rangs d'engagement"

    def __str__(self) -> str:
        return f"{self.rang} {self.cle}"
