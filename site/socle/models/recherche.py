"""The index of the search: what can be found, the words of each, and what editors say of words.

Plain tables and equal comparisons only, so that SQLite and PostgreSQL give the same answer (docs/decisions/0013).
Everything here but the synonyms is derived: `manage.py reindexer` writes it again.
"""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from socle.recherche.mots.analyse import LONGUEUR_MOT

LONGUEUR_TEXTE_CHERCHE = 100


class Trouvable(models.Model):
    """A public thing as the search knows it. `genre` and `objet` say which: the kind's name, the key in its table."""

    genre = models.CharField(max_length=30)
    objet = models.BigIntegerField()
    langue = models.CharField(max_length=10, blank=True)  # empty: in every language
    portee = models.CharField(max_length=30, blank=True)
    titre = models.CharField(max_length=300)
    texte = models.TextField(blank=True)
    adresse = models.CharField(max_length=500)
    date = models.DateField(null=True)
    demonstration = models.BooleanField(default=False)
    empreinte = models.CharField(max_length=40)

    class Meta:
        verbose_name = "contenu trouvable"
        verbose_name_plural = "contenus trouvables"
        # No index begins with the kind: a search must start from its words, and SQLite would start from the kind.
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["objet", "genre"], name="trouvable_une_fois"),
        ]

    def __str__(self) -> str:
        return f"{self.genre} {self.objet} {self.titre}"


class Mot(models.Model):
    """A word met in something public, normalised, and its stem."""

    mot = models.CharField(max_length=LONGUEUR_MOT, unique=True)
    racine = models.CharField(max_length=LONGUEUR_MOT, db_index=True)

    class Meta:
        verbose_name = "mot"
        verbose_name_plural = "mots"

    def __str__(self) -> str:
        return self.mot


class Occurrence(models.Model):
    """A word in something public, and how much it counts there (`socle.recherche.index`)."""

    trouvable = models.ForeignKey(Trouvable, on_delete=models.CASCADE, related_name="occurrences", db_index=False)
    mot = models.ForeignKey(Mot, on_delete=models.CASCADE, related_name="occurrences", db_index=False)
    poids = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = "occurrence"
        verbose_name_plural = "occurrences"
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["trouvable", "mot"], name="occurrence_une_par_mot"),
        ]
        # Holds every column the search reads: from a word to the things it is in, without the rows; titles apart.
        indexes: ClassVar[list] = [models.Index(fields=["mot", "poids", "trouvable"], name="occurrence_par_mot")]

    def __str__(self) -> str:
        return f"{self.mot_id} {self.trouvable_id}"


class Synonyme(models.Model):
    """Expressions that mean the same: who looks for one finds the others."""

    expressions = models.TextField(
        _("expressions équivalentes"),
        max_length=1000,
        help_text=_("Une par ligne : BRS, puis Bail réel solidaire. Accents et majuscules ne comptent pas."),
    )

    class Meta:
        verbose_name = _("groupe de synonymes")
        verbose_name_plural = _("synonymes")

    def __str__(self) -> str:
        return " = ".join(self.lignes)

    @property
    def lignes(self) -> list[str]:
        """The expressions, in order, each once."""
        return list(dict.fromkeys(ligne.strip() for ligne in self.expressions.splitlines() if ligne.strip()))

    def clean(self) -> None:
        """Ask for two expressions at least: one alone means nothing but itself."""
        super().clean()
        if len(self.lignes) < 2:  # noqa: PLR2004 - what makes a pair
            raise ValidationError({"expressions": _("Écrivez au moins deux expressions, une par ligne.")})


class RechercheSansResultat(models.Model):
    """What was searched in vain on a day, and how often. Neither who nor from where (`socle.recherche.vaines`)."""

    texte = models.CharField(_("recherche"), max_length=LONGUEUR_TEXTE_CHERCHE)
    jour = models.DateField(_("jour"), db_index=True)
    nombre = models.PositiveIntegerField(_("nombre"), default=1)

    class Meta:
        verbose_name = _("recherche sans résultat")
        verbose_name_plural = _("recherches sans résultat")
        constraints: ClassVar[list] = [
            models.UniqueConstraint(fields=["texte", "jour"], name="recherche_vaine_une_par_jour"),
        ]

    def __str__(self) -> str:
        return self.texte
