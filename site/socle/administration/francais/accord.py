"""French agreement: the article and the endings that a model's name asks for in the sentences of the admin.

A gender belongs to a word: every name begins with a noun, and the nouns of what editors see are listed here, once. A
test names the one that was forgotten. These sentences are in French alone: another grammar has others.
"""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

FEMININS = frozenset(
    [
        "actualité",
        "bibliothèque",
        "candidature",
        "collection",
        "coopérative",
        "étape",
        "étiquette",
        "fiche",
        "formule",
        "image",
        "invitation",
        "langue",
        "lettre",
        "navigation",
        "page",
        "présentation",
        "recherche",
        "redirection",
        "relecture",
        "reprise",
        "règle",
        "séance",
        "signature",
        "tâche",
        "visite",
    ]
)
MASCULINS = frozenset(
    [
        "indicateur",
        "recours",
        "accès",
        "accord",
        "acte",
        "affichage",
        "axe",
        "circuit",
        "compte",
        "courriel",
        "document",
        "engagement",
        "événement",
        "groupe",
        "label",
        "lien",
        "membre",
        "outil",
        "plan",
        "point",
        "rappel",
        "référentiel",
        "rendez-vous",
        "résultat",
        "signalement",
        "site",
        "suivi",
        "thème",
        "utilisateur",
    ]
)


@dataclass(frozen=True)
class Nom:
    """What a thing is called, in lower case ("fiche pratique"), and the words that agree with it."""

    mots: str

    @classmethod
    def de(cls, modele: type[Model]) -> "Nom":
        """Return the name of a model."""
        return cls(str(modele._meta.verbose_name))

    @property
    def tete(self) -> str:
        """Its noun, which has the gender."""
        return self.mots.split()[0].lower()

    @property
    def feminin(self) -> bool:
        """Whether the noun is feminine; a noun that is not listed is masculine."""
        return self.tete in FEMININS

    @property
    def un(self) -> str:
        """The name after the indefinite article: "une coopérative"."""
        return f"{'une' if self.feminin else 'un'} {self.mots}"

    @property
    def le(self) -> str:
        """With the definite article, elided before a vowel."""
        return f"l’{self.mots}" if self._voyelle else f"{'la' if self.feminin else 'le'} {self.mots}"

    @property
    def ce(self) -> str:
        """The name after the demonstrative: "cette coopérative"."""
        return f"{'cette' if self.feminin else 'cet' if self._voyelle else 'ce'} {self.mots}"

    @property
    def nouveau(self) -> str:
        """The name said to be new: "nouvelle coopérative"."""
        return f"{'nouvelle' if self.feminin else 'nouvel' if self._voyelle else 'nouveau'} {self.mots}"

    @property
    def autre(self) -> str:
        """The name after "autre": "une autre coopérative"."""
        return f"{'une' if self.feminin else 'un'} autre {self.mots}"

    def accorde(self, participe: str) -> str:
        """Return a participle that ends in a vowel ("créé") with the ending of this noun."""
        return f"{participe}e" if self.feminin else participe

    @property
    def _voyelle(self) -> bool:
        return unicodedata.normalize("NFD", self.tete)[0] in "aeiouh"


def a_ete(participe: str, objet: Any) -> str:
    """Say what was done to an object: « La fiche pratique « Titre » a été créée. »"""
    nom = Nom.de(type(objet))
    return f"{nom.le[0].upper()}{nom.le[1:]} «\u00a0{objet}\u00a0» a été {nom.accorde(participe)}."
