"""The answer to a question: which sheets, in which order, out of how many."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone, translation

from bonnes_pratiques.bibliotheque.corpus import Corpus, lire_corpus
from bonnes_pratiques.bibliotheque.liste.filtres import FiltresDeFiches
from bonnes_pratiques.bibliotheque.liste.phrases import FICHES, puces
from bonnes_pratiques.bibliotheque.recherche import Trouvailles, fiches_trouvees
from bonnes_pratiques.bibliotheque.referentiels import Referentiels, lire_referentiels
from socle.liste.nombres import combien
from socle.liste.puces import Indice


@dataclass(frozen=True)
class ReponseDeBibliotheque:
    """What the list, its facets and its feed show: they cannot disagree. `passent`: what each filter lets through."""

    filtres: FiltresDeFiches
    lus: Referentiels
    corpus: Corpus
    passent: Mapping[str, set[int]]
    trouvailles: Trouvailles

    @property
    def cles(self) -> set[int]:
        """The keys of the sheets that answer."""
        return self.corpus.communes(self.passent)

    @property
    def ordonnees(self) -> list[int]:
        """The same in the order asked."""
        return self.corpus.ordonner(self.cles, self.filtres.ordre, self.trouvailles.scores)

    @property
    def comptes(self) -> dict[str, dict[Any, int]]:
        """How many sheets each value of each facet would show."""
        return self.corpus.compter(self.passent)

    def indices(self) -> list[Indice]:
        """Return which filter to drop from a result that holds nothing, each with what one would find. No query."""
        return [
            Indice(puce.texte, combien(nombre, FICHES), self.filtres.sans(puce.nom).adresse)
            for puce in puces(self.filtres, self.lus)
            if (nombre := len(self.corpus.communes(self.passent, {puce.nom})))
        ]


def repondre(donnees: QueryDict) -> ReponseDeBibliotheque:
    """Read the address and answer it. Three queries, and those of the search. Raises `ParametreInvalide`."""
    lus = lire_referentiels(timezone.localdate())
    filtres = FiltresDeFiches.lire(donnees, lus)
    trouvailles = fiches_trouvees(filtres.q) if filtres.q else Trouvailles()
    corpus = lire_corpus(translation.get_language() or "fr", lus)
    passent = corpus.restreints(filtres, trouvailles.scores if filtres.q else None)
    return ReponseDeBibliotheque(filtres, lus, corpus, passent, trouvailles)
