"""The register, flat: one row per coop and period of unchanged situation. A function of the facts, not of today.

Every day of every coop is in exactly one row, so any past or future date is read the same way, and nothing has to run
at midnight. Written with each operation, rebuilt by `manage.py reconstruire_projection`, equal to `cycle.situation`
by test (docs/decisions/0012).
"""

from typing import ClassVar

from django.db import models

from registre.etats import Statut
from registre.models.candidature import Candidature
from registre.models.cooperative import Cooperative
from registre.models.label import Label, Suspension

COUVERTURE = ("statut", "jusqu_au", "du")


class PeriodeDeStatut(models.Model):
    """A coop's situation from `du` to `jusqu_au`, both included, with what the register filters and sorts by."""

    cooperative = models.ForeignKey(Cooperative, on_delete=models.CASCADE, related_name="periodes")
    du = models.DateField()
    jusqu_au = models.DateField()
    statut = models.CharField(max_length=20, choices=Statut, blank=True)
    label = models.ForeignKey(Label, on_delete=models.CASCADE, null=True, related_name="+")
    suspension = models.ForeignKey(Suspension, on_delete=models.CASCADE, null=True, related_name="+")
    candidature = models.ForeignKey(Candidature, on_delete=models.CASCADE, null=True, related_name="+")
    code_region = models.CharField(max_length=2)
    code_departement = models.CharField(max_length=3)
    metiers = models.PositiveIntegerField(default=0)
    engagements = models.BigIntegerField(default=0)
    annee_octroi = models.PositiveSmallIntegerField(null=True)
    octroye_le = models.DateField(null=True)
    valide_jusqu_au = models.DateField(null=True)
    tri = models.CharField(max_length=200)

    class Meta:
        verbose_name = "période de statut"
        verbose_name_plural = "périodes de statut"
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["cooperative", "du"], name="periode_une_par_jour"),
            models.CheckConstraint(condition=models.Q(jusqu_au__gte=models.F("du")), name="periode_dans_l_ordre"),
        ]
        # Each begins with what a facet counts by, and holds every column a filter looks at: counts and order never read
        # the rows, which makes the list of 100,000 coops cost about as much as that of 200.
        indexes: ClassVar[list] = [
            models.Index(fields=colonnes, name=f"periode_par_{nom}")
            for nom, colonnes in (
                ("departement", ["code_departement", *COUVERTURE, "metiers", "engagements", "annee_octroi"]),
                ("statut", [*COUVERTURE, "code_departement", "metiers", "engagements", "annee_octroi"]),
                ("engagements", ["engagements", *COUVERTURE, "code_departement", "metiers", "annee_octroi"]),
                ("metiers", ["metiers", *COUVERTURE, "code_departement", "engagements", "annee_octroi"]),
                ("annee", ["annee_octroi", *COUVERTURE, "code_departement", "metiers", "engagements"]),
                ("nom", ["tri", "code_departement", *COUVERTURE, "metiers", "engagements", "annee_octroi"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.cooperative_id} {self.statut or '–'} {self.du} – {self.jusqu_au}"


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
