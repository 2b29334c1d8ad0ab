"""The words that are in the index, and the nearest of them to a word that is not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Func, IntegerField, Q, QuerySet, Subquery
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from socle.models.recherche import Mot, Occurrence, Trouvable
from socle.recherche.mots.analyse import LONGUEUR_MOT
from socle.recherche.mots.racines import racine
from socle.recherche.mots.vides import MOTS_VIDES
from socle.recherche.question import Atome

FAUTE_MINIMUM = 4  # letters before a word is held to be mistyped
PLUS_LONGUE_FIN = 6  # letters a plural or a feminine may add to what was typed
CHAMPS = ("pk", "mot", "racine")
MOTS_PAR_DEBUT = 50  # of the words that begin alike, the most used


@dataclass(frozen=True)
class MotConnu:
    """A word of the index, and in how many of the things searched it stands, out of all those of the index."""

    pk: int
    mot: str
    racine: str
    nombre: int
    sur: int


def trouver(atomes: Collection[Atome], portee: Q) -> dict[Atome, tuple[MotConnu, ...]]:
    """Return the words that each atom stands for, within `portee` (a condition on occurrences). Two queries.

    An atom that stands for none is left out.
    """
    conditions = [Q(racine__in=sorted({atome.texte for atome in atomes if not atome.debut}))]
    # Words hold letters and digits only, so "z" ends any range. An index serves it on both databases, unlike LIKE.
    conditions += [Q(mot__range=(a.texte, a.texte.ljust(LONGUEUR_MOT, "z"))) for a in atomes if a.debut]
    connus = _lire(conditions, portee)
    trouves = {atome: _pour(atome, connus) for atome in atomes}
    return {atome: mots for atome, mots in trouves.items() if mots}


def plus_proches(mots: Collection[str], portee: Q) -> dict[str, str]:
    """Return, for each of these words that has one, the word of the index one edit away that is the most used.

    An edit is a letter more, less or other, or two neighbours swapped; failing the word itself, its stem may be near
    ("brton" and Bretons). What holds a digit has no neighbour, and an empty word is nobody's. Two queries.
    """
    cherches = [mot for mot in mots if len(mot) >= FAUTE_MINIMUM and mot.isalpha()]
    if not cherches:
        return {}

    court, long = min(map(len, cherches)) - 1, max(map(len, cherches)) + PLUS_LONGUE_FIN
    connus = Mot.objects.annotate(longueur=Length("mot")).filter(longueur__gte=court, longueur__lte=long).order_by()
    lus = [connu for connu in connus.values_list(*CHAMPS) if connu[1] not in MOTS_VIDES]
    connus_mots, racines = [mot for _pk, mot, _racine in lus], [sa_racine for _pk, _mot, sa_racine in lus]
    voisins = {mot: _voisins(mot, connus_mots, racines) for mot in cherches}
    gardes = set().union(*voisins.values())
    trouves = _compter({pk: (mot, sa_racine) for pk, mot, sa_racine in lus if mot in gardes}, portee)

    return {mot: meilleur for mot, proches in voisins.items() if (meilleur := _le_meilleur(trouves, proches))}


def _voisins(mot: str, mots: list[str], racines: list[str]) -> dict[str, int]:
    """The known words near this one, each with its rank: 0 when the word is near, 1 when only its stem is."""
    par_racine = {mots[rang]: 1 for rang in _a_une_faute(racine(mot), racines) if len(racines[rang]) >= FAUTE_MINIMUM}
    return par_racine | {mots[rang]: 0 for rang in _a_une_faute(mot, mots)}


def _a_une_faute(saisi: str, connus: list[str]) -> list[int]:
    """The places of those that are one edit away, compared in one call for the sake of speed."""
    proches = process.extract(saisi, connus, scorer=DamerauLevenshtein.distance, score_cutoff=1, limit=None)
    return [rang for _connu, distance, rang in proches if distance == 1]


def _le_meilleur(trouves: Iterable[MotConnu], proches: Mapping[str, int]) -> str:
    candidats = [(proches[connu.mot], -connu.nombre, connu.mot) for connu in trouves if connu.mot in proches]
    return min(candidats)[2] if candidats else ""


def _lire(conditions: Iterable[Q], portee: Q) -> list[MotConnu]:
    """The words of the index that meet one of these conditions and stand in something searched.

    Two queries rather than one that joins: both databases then start from the words.
    """
    voulu = Q(pk__in=[])
    for condition in conditions:
        voulu |= condition
    lus = Mot.objects.filter(voulu).order_by().values_list(*CHAMPS)
    return _compter({pk: (mot, sa_racine) for pk, mot, sa_racine in lus}, portee)


def _compter(mots: Mapping[int, tuple[str, str]], portee: Q) -> list[MotConnu]:
    """Those of these words (text and stem, by key) that stand in something searched. One query, none for no word."""
    if not mots:
        return []
    comptes: QuerySet[Any, Any] = Occurrence.objects.filter(portee, mot__in=sorted(mots)).order_by().values("mot_id")
    # COUNT(*), not of the key: SQLite then counts by whole pages of an index (findings/sqlite-count-of-a-key.sh).
    tous = Trouvable.objects.order_by().values(n=Func(template="COUNT(*)", output_field=IntegerField()))
    lignes = comptes.annotate(n=Count("pk"), sur=Subquery(tous)).values_list("mot_id", "n", "sur")
    return [MotConnu(pk, *mots[pk], nombre, sur) for pk, nombre, sur in lignes]


def _pour(atome: Atome, connus: Iterable[MotConnu]) -> tuple[MotConnu, ...]:
    if not atome.debut:
        return tuple(connu for connu in connus if connu.racine == atome.texte)
    commencent = [connu for connu in connus if connu.mot.startswith(atome.texte)]
    return tuple(sorted(commencent, key=lambda connu: (-connu.nombre, connu.mot))[:MOTS_PAR_DEBUT])
