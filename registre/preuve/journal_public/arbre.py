"""The Merkle tree of RFC 6962 (section 2.1), read by its tiles. Pure: hashes come from whatever keeps them.

A tree of `n` leaves is cut as the RFC cuts it: at the largest power of two below `n`. A whole subtree of 2^h leaves
that begins at a multiple of 2^h stands in one tile, at level h // 8 (C2SP tlog-tiles).
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Protocol

HAUTEUR = 8
LARGEUR = 1 << HAUTEUR
VIDE = hashlib.sha256(b"").digest()


class Tuiles(Protocol):
    """Where the hashes of a tree are kept."""

    def hachages(self, niveau: int, tuile: int) -> Sequence[bytes]:
        """Return the hashes (32 bytes each) of a tile, as many as there are yet, 256 at most."""
        ...


def hachage_de_feuille(octets: bytes) -> bytes:
    """Return the hash of a leaf: of its bytes, after a zero."""
    return hashlib.sha256(b"\x00" + octets).digest()


def hachage_de_noeud(gauche: bytes, droite: bytes) -> bytes:
    """Return the hash of a node: of both below, after a one."""
    return hashlib.sha256(b"\x01" + gauche + droite).digest()


def racine_de(hachages: Sequence[bytes]) -> bytes:
    """Return the root of the whole tree of these hashes, already those of leaves or of nodes."""
    rang = list(hachages)
    if not rang:
        return VIDE

    while len(rang) > 1:  # an odd last one goes up as it is: the RFC's cut comes to the same
        pair = [hachage_de_noeud(rang[i], rang[i + 1]) for i in range(0, len(rang) - 1, 2)]
        rang = pair + rang[len(rang) & ~1 :]
    return rang[0]


def coupe(taille: int) -> int:
    """Return the largest power of two below `taille`, which is at least 2."""
    return 1 << ((taille - 1).bit_length() - 1)


def racine(tuiles: Tuiles, debut: int, fin: int) -> bytes:
    """Return the root of the leaves from `debut` to `fin`, excluded: a subtree as the RFC cuts them."""
    taille = fin - debut
    if taille <= 0:
        return VIDE
    if taille & (taille - 1):
        milieu = debut + coupe(taille)
        return hachage_de_noeud(racine(tuiles, debut, milieu), racine(tuiles, milieu, fin))

    niveau, reste = divmod(taille.bit_length() - 1, HAUTEUR)
    tuile, place = divmod(debut >> (HAUTEUR * niveau), LARGEUR)
    return racine_de(tuiles.hachages(niveau, tuile)[place : place + (1 << reste)])


def inclusion(tuiles: Tuiles, indice: int, taille: int) -> list[bytes]:
    """Return the inclusion proof of a leaf in the tree of `taille` leaves (RFC 9162, 2.1.3.1): sibling first."""
    return [racine(tuiles, debut, fin) for debut, fin in _chemin(indice, taille)]


def _chemin(indice: int, taille: int) -> Iterator[tuple[int, int]]:
    """Yield the subtrees beside a leaf, from the leaf up."""
    debut, fin = 0, taille
    descente = []

    while fin - debut > 1:
        milieu = debut + coupe(fin - debut)
        if indice < milieu:
            descente.append((milieu, fin))
            fin = milieu
        else:
            descente.append((debut, milieu))
            debut = milieu
    yield from reversed(descente)


def coherence(tuiles: Tuiles, ancienne: int, taille: int) -> list[bytes]:
    """Return the proof that the tree of `taille` leaves begins with that of `ancienne` (RFC 9162, 2.1.4.1).

    Empty for two trees of the same size, and for the empty one, which needs no proof.
    """
    if not 0 < ancienne < taille:
        return []

    debut, fin, descente = 0, taille, []
    while ancienne != fin:
        milieu = debut + coupe(fin - debut)
        if ancienne <= milieu:
            descente.append((milieu, fin))
            fin = milieu
        else:
            descente.append((debut, milieu))
            debut = milieu
    sommets = [(debut, fin)] if debut else []  # the former tree's own root is known to who asks

    return [racine(tuiles, *bornes) for bornes in [*sommets, *reversed(descente)]]
