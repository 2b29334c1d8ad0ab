"""The library, flat: one row per public sheet and language, with what it is filtered, counted, sorted and compared by.

Written when a sheet is published, withdrawn or deleted and when a take-up is declared, rebuilt by
`manage.py reindexer_fiches`. Lists are words between spaces (" 30 34 "): read in one go by Python, searched by both
databases. The list asks for every row and counts in memory, which at 5,000 sheets is cheaper than ten aggregates.
"""

from typing import Any, ClassVar

from django.db import models


class FicheIndexee(models.Model):
    """A public sheet. Engagements and métiers are masks, with the register's own bits (`RangEngagement`, `Metier`)."""

    fiche = models.OneToOneField(
        "bonnes_pratiques.FichePratique", on_delete=models.CASCADE, primary_key=True, related_name="indexee"
    )
    groupe = models.UUIDField()
    langue = models.CharField(max_length=10)
    engagements = models.BigIntegerField(default=0)
    principal = models.BigIntegerField(default=0)
    metiers = models.PositiveIntegerField(default=0)
    national = models.BooleanField(default=False)
    departements = models.CharField(max_length=500, blank=True)
    milieu = models.CharField(max_length=5, blank=True)
    stade = models.CharField(max_length=10)
    preuve = models.CharField(max_length=9)
    themes = models.CharField(max_length=500, blank=True)
    etiquettes = models.CharField(max_length=500, blank=True)
    cooperatives = models.CharField(max_length=500, blank=True)
    chiffre = models.JSONField(null=True)
    reprises = models.PositiveIntegerField(default=0)
    publiee_le = models.DateTimeField()

    class Meta:
        verbose_name = "fiche indexée"
        verbose_name_plural = "fiches indexées"
        indexes: ClassVar[list] = [models.Index(fields=["langue", "-publiee_le"], name="fiche_indexee_par_langue")]

    def __str__(self) -> str:
        return f"{self.fiche_id} {self.langue}"

    @property
    def cles_de_cooperatives(self) -> list[int]:
        """The keys of its coops, the one that tells first."""
        return [int(cle) for cle in self.cooperatives.split()]

    @property
    def premier_chiffre(self) -> dict[str, Any] | None:
        """Its first figure: `libelle`, `avant`, `apres` (decimal numbers as text), `unite`."""
        return self.chiffre


def en_mots(valeurs: Any) -> str:
    """Return these values as words between spaces, empty for none."""
    mots = " ".join(map(str, valeurs))
    return f" {mots} " if mots else ""
