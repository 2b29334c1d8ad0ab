"""The words that are in the index, and the nearest of them to a word that is not."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Length
from rapidfuzz.distance import DamerauLevenshtein

from socle.models.recherche import Mot
from socle.recherche.analyse import LONGUEUR_MOT
from socle.recherche.question import Atome
from socle.recherche.racines import racine

FAUTE_MINIMUM = 4  # letters before a word is held to be mistyped
PLUS_LONGUE_FIN = 6  # letters a plural or a feminine may add to what was typed
MOTS_PAR_DEBUT = 200  # of the words that begin alike, the most used


@dataclass(frozen=True)
class MotConnu:
    """A word of the index, and in how many of the things searched it stands."""

    pk: int
    mot: str
    racine: str
    nombre: int


def trouver(atomes: Collection[Atome], portee: Q) -> dict[Atome, tuple[MotConnu, ...]]:
    """Return the words of the index that each atom stands for, within `portee` (a condition on occurrences). One query.

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

    An edit is a letter more, less or other, or two neighbours swapped; failing the word itself, its stem may be one edit
    away ("brton" and Bretons). Numbers have no neighbour. Two queries.
    """
    cherches = [mot for mot in mots if len(mot) >= FAUTE_MINIMUM and not mot.isdecimal()]
    if not cherches:
        return {}
    bornes = (min(map(len, cherches)) - 1, max(map(len, cherches)) + PLUS_LONGUE_FIN)
    connus = Mot.objects.annotate(longueur=Length("mot")).filter(longueur__range=bornes).order_by()
    lus = list(connus.values_list("mot", "racine"))
    voisins = {mot: _voisins(mot, lus) for mot in cherches}
    trouves = _lire([Q(mot__in=sorted(set().union(*voisins.values())))], portee)
    return {mot: meilleur for mot, proches in voisins.items() if (meilleur := _le_meilleur(trouves, proches))}


def _voisins(mot: str, connus: Iterable[tuple[str, str]]) -> dict[str, int]:
    """The known words near this one, each with its rank: 0 when the word is near, 1 when only its stem is."""
    sa_racine = racine(mot)
    voisins = {}
    for connu, sienne in connus:
        if _a_une_faute(mot, connu):
            voisins[connu] = 0
        elif len(sienne) >= FAUTE_MINIMUM and _a_une_faute(sa_racine, sienne):
            voisins[connu] = 1
    return voisins


def _a_une_faute(saisi: str, connu: str) -> bool:
    return abs(len(saisi) - len(connu)) <= 1 and DamerauLevenshtein.distance(saisi, connu, score_cutoff=1) == 1


def _le_meilleur(trouves: Iterable[MotConnu], proches: Mapping[str, int]) -> str:
    candidats = [(proches[connu.mot], -connu.nombre, connu.mot) for connu in trouves if connu.mot in proches]
    return min(candidats)[2] if candidats else ""


def _lire(conditions: Iterable[Q], portee: Q) -> list[MotConnu]:
    voulu = Q(pk__in=[])
    for condition in conditions:
        voulu |= condition
    lignes = Mot.objects.filter(voulu).filter(portee).annotate(nombre=Count("occurrences")).order_by()
    return [MotConnu(*ligne) for ligne in lignes.values_list("pk", "mot", "racine", "nombre")]


def _pour(atome: Atome, connus: Iterable[MotConnu]) -> tuple[MotConnu, ...]:
    if not atome.debut:
        return tuple(connu for connu in connus if connu.racine == atome.texte)
    commencent = [connu for connu in connus if connu.mot.startswith(atome.texte)]
    return tuple(sorted(commencent, key=lambda connu: (-connu.nombre, connu.mot))[:MOTS_PAR_DEBUT])
