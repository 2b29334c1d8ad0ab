"""`Recherche`: the answer to a question, usable inside any room's own filters."""

import math
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Case, F, IntegerField, Max, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from socle.models.recherche import Occurrence, Trouvable
from socle.recherche.genres import genre as genre_de_ce_nom
from socle.recherche.genres import genres as tous_les_genres
from socle.recherche.index import TITRE
from socle.recherche.mots.vocabulaire import MotConnu
from socle.recherche.question import Atome
from socle.recherche.question_lue import MotCorrige, QuestionLue, lire_et_corriger

PRECISION = 10  # tenths of a natural logarithm: whole numbers, so that no database rounds otherwise than another


class Trouve(NamedTuple):
    """A thing found: its row in the index, its kind, its key in that kind, and how well it answers."""

    trouvable: int
    genre: str
    objet: int
    score: int


class Recherche:
    """A question, asked of these kinds (all by default) in this language (any by default). Nothing is read before need.

    At most six queries and one per kind whose scope depends on the day, whatever is found. Any text is accepted.
    """

    def __init__(
        self, texte: str, *, genres: Collection[str] | None = None, langue: str = "", completer: bool = False
    ) -> None:
        self.texte = texte
        self.genres = tuple(genres) if genres is not None else tuple(g.nom for g in tous_les_genres())
        self.langue = langue
        self.completer = completer

    @property
    def vide(self) -> bool:
        """Whether nothing was asked: no letter nor digit."""
        return not self._lecture.termes

    @property
    def corrections(self) -> tuple[MotCorrige, ...]:
        """The words taken for mistakes, in order."""
        return self._lecture.corrections

    @property
    def message(self) -> str:
        """What was corrected, in words for the reader; empty when nothing was."""
        if not self.corrections:
            return ""
        retenus = " ".join(correction.retenu for correction in self.corrections)
        saisis = " ".join(correction.saisi for correction in self.corrections)
        return _("Résultats pour « %(retenus)s » (au lieu de « %(saisis)s »)") % {"retenus": retenus, "saisis": saisis}

    @property
    def inconnus(self) -> tuple[str, ...]:
        """The words that nothing holds, and that no known word is near."""
        return tuple(" ".join(terme.mots) for terme in self._lecture.termes if not self._lecture.voies_trouvees(terme))

    @property
    def mots(self) -> frozenset[str]:
        """The words of the index that answer, for `extrait` and `surligner`."""
        return frozenset(connu.mot for connus in self._lecture.atomes.values() for connu in connus)

    @cached_property
    def trouves(self) -> tuple[Trouve, ...]:
        """All that answers, best first; then the latest, then by key: the same order every time. One query."""
        lignes = self._lignes().values_list("trouvable_id", "trouvable__genre", "trouvable__objet", "score")
        return tuple(map(Trouve._make, lignes))

    def scores(self, genre: str) -> dict[int, int]:
        """Return the keys of this kind that answer, best first, each with its score."""
        return {trouve.objet: trouve.score for trouve in self.trouves if trouve.genre == genre}

    def objets(self, genre: str) -> "QuerySet[Trouvable, Any]":
        """Return the keys of this kind that answer, as a subquery: `Fiche.objects.filter(pk__in=…)`."""
        choisis = Trouvable.objects.filter(genre=genre, pk__in=self._lignes().order_by().values("trouvable_id"))
        return choisis.order_by().values("objet")

    def classer(self, objets: "QuerySet[Any]", genre: str) -> list[int]:
        """Return the keys of those of these rows that answer, best first: another room's filters, in our order."""
        gardes = set(objets.filter(pk__in=self.objets(genre)).order_by().values_list("pk", flat=True))
        return [objet for objet in self.scores(genre) if objet in gardes]

    @cached_property
    def _portee(self) -> Q:
        """What may be found, as a condition on occurrences."""
        condition = Q(pk__in=[])

        for nom in self.genres:
            un_genre = genre_de_ce_nom(nom)
            visible = Q(trouvable__genre=nom)
            if un_genre.portees is not None:
                visible &= Q(trouvable__portee__in=sorted(un_genre.portees()))
            condition |= visible

        if self.langue:
            condition &= Q(trouvable__langue__in=("", self.langue))
        return condition & Q(poids__gte=TITRE) if self.completer else condition

    @cached_property
    def _lecture(self) -> QuestionLue:
        return lire_et_corriger(self.texte, self._portee, completer=self.completer)

    def _lignes(self) -> "QuerySet[Any, Any]":
        lecture = self._lecture
        identifiants = {connu.pk for connus in lecture.atomes.values() for connu in connus}

        if lecture.vaine:
            identifiants = set()

        atomes = sorted(lecture.atomes, key=lambda atome: (atome.debut, atome.texte))
        noms = {atome: f"a{rang}" for rang, atome in enumerate(atomes)}
        lignes = Occurrence.objects.filter(self._portee, mot__in=sorted(identifiants))
        presences = {nom: Max(_si(lecture.atomes[atome], Value(1))) for atome, nom in noms.items()}
        groupes = lignes.values("trouvable_id", "trouvable__genre", "trouvable__objet", "trouvable__date")
        notes = groupes.annotate(score=Sum(self._poids(atomes)), **presences)
        for terme in lecture.termes:
            notes = notes.filter(_condition(lecture.voies_trouvees(terme), noms))
        ordre = ("-score", F("trouvable__date").desc(nulls_last=True), "trouvable__genre", "trouvable__objet")
        return notes.order_by(*ordre)

    def _poids(self, atomes: list[Atome]) -> Case | Value:
        """What one word brings: its weight in the thing, times its rarity among all."""
        connus = self._lecture.atomes
        cas = [
            When(mot__in=[connu.pk for connu in connus[atome]], then=F("poids") * Value(_rarete(connus[atome])))
            for atome in atomes
        ]
        return Case(*cas, default=Value(0), output_field=IntegerField()) if cas else Value(0)


def _rarete(connus: Collection[MotConnu]) -> int:
    """The inverse document frequency of an atom, in whole tenths, at least one."""
    nombre = max(1, sum(connu.nombre for connu in connus))
    return max(1, round(PRECISION * math.log1p(max(connu.sur for connu in connus) / nombre)))


def _si(connus: Iterable[MotConnu], alors: Value) -> Case:
    return Case(When(mot__in=[connu.pk for connu in connus], then=alors), default=Value(0), output_field=IntegerField())


def _condition(voies: Iterable[tuple[Atome, ...]], noms: dict[Atome, str]) -> Q:
    """One way at least, all of its atoms present."""
    condition = Q()
    for voie in voies:
        condition |= Q(**{noms[atome]: 1 for atome in voie})
    return condition
