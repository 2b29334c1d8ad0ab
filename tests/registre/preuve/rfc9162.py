"""RFC 9162's own words in code: the definition of the root (2.1.1) and how proofs are verified (2.1.3.2, 2.1.4.2).

Written from the RFC and knowing nothing of ours: it is what our proofs are held to.
"""

import hashlib
from collections.abc import Sequence


def feuille(octets: bytes) -> bytes:
    """Return the hash of a leaf: HASH(0x00 || d)."""
    return hashlib.sha256(b"\x00" + octets).digest()


def noeud(gauche: bytes, droite: bytes) -> bytes:
    """HASH(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + gauche + droite).digest()


def mth(d: Sequence[bytes]) -> bytes:
    """Return the root of these entries: MTH(D_n) of 2.1.1."""
    if not d:
        return hashlib.sha256(b"").digest()
    if len(d) == 1:
        return feuille(d[0])
    k = 1
    while k * 2 < len(d):
        k *= 2
    return noeud(mth(d[:k]), mth(d[k:]))


def verifie_l_inclusion(hachage: bytes, indice: int, taille: int, preuve: Sequence[bytes], racine: bytes) -> bool:
    """Tell whether an inclusion proof holds: 2.1.3.2, step by step."""
    if indice >= taille:
        return False
    fn, sn, r = indice, taille - 1, hachage
    for p in preuve:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = noeud(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = noeud(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == racine


def verifie_la_coherence(premiere: int, seconde: int, preuve: Sequence[bytes], avant: bytes, apres: bytes) -> bool:  # noqa: C901 - the RFC's own steps
    """Tell whether a consistency proof holds: 2.1.4.2, step by step; two trees of one size are the same tree."""
    if premiere == seconde:
        return not preuve and avant == apres
    if not preuve:
        return False

    chemin = list(preuve)
    if premiere & (premiere - 1) == 0:
        chemin.insert(0, avant)
    fn, sn = premiere - 1, seconde - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1

    fr = sr = chemin[0]
    for c in chemin[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = noeud(c, fr), noeud(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = noeud(sr, c)
        fn, sn = fn >> 1, sn >> 1

    return fr == avant and sr == apres and sn == 0
