"""The tree of the public log, held to the RFC's own words and procedures."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from registre.preuve.journal_public import arbre, chemins
from tests.registre.preuve.rfc9162 import mth, verifie_l_inclusion, verifie_la_coherence

TAILLES = st.integers(min_value=1, max_value=300)


class EnMemoire:
    """Tiles of a tree in memory, made from its leaves by the definition of C2SP tlog-tiles."""

    def __init__(self, feuilles: Sequence[bytes]) -> None:
        self.niveaux = [[arbre.hachage_de_feuille(feuille) for feuille in feuilles]]
        while len(self.niveaux[-1]) >= arbre.LARGEUR:
            dessous = self.niveaux[-1]
            pleines = range(0, len(dessous) - arbre.LARGEUR + 1, arbre.LARGEUR)
            self.niveaux.append([arbre.racine_de(dessous[i : i + arbre.LARGEUR]) for i in pleines])

    def hachages(self, niveau: int, tuile: int) -> Sequence[bytes]:
        return self.niveaux[niveau][tuile * arbre.LARGEUR : (tuile + 1) * arbre.LARGEUR]


def feuilles(taille: int) -> list[bytes]:
    return [f"décision {n}".encode() for n in range(taille)]


@pytest.fixture(scope="module")
def grand() -> EnMemoire:
    """A tree of three levels: one leaf past a full tile of full tiles."""
    return EnMemoire(feuilles(65_537))


class TestARoot:
    @pytest.mark.parametrize("taille", range(301))
    def test_is_the_rfcs(self, taille: int) -> None:
        assert arbre.racine(EnMemoire(feuilles(taille)), 0, taille) == mth(feuilles(taille))

    def test_of_nothing_is_the_hash_of_nothing(self) -> None:
        assert arbre.racine(EnMemoire([]), 0, 0) == hashlib.sha256().digest() == arbre.racine_de([])

    @pytest.mark.parametrize("taille", [65_535, 65_536, 65_537])
    def test_is_the_same_by_tiles_and_by_leaves(self, grand: EnMemoire, taille: int) -> None:
        assert arbre.racine(grand, 0, taille) == arbre.racine_de(grand.niveaux[0][:taille])


class TestAnInclusionProof:
    @given(taille=TAILLES, part=st.floats(min_value=0, max_value=0.999))
    @example(taille=255, part=0.999)
    @example(taille=256, part=0.999)
    @example(taille=257, part=0.999)
    def test_passes_the_rfcs_procedure(self, taille: int, part: float) -> None:
        lues, indice = feuilles(taille), int(taille * part)
        tuiles = EnMemoire(lues)
        preuve = arbre.inclusion(tuiles, indice, taille)

        assert verifie_l_inclusion(arbre.hachage_de_feuille(lues[indice]), indice, taille, preuve, mth(lues))

    @pytest.mark.parametrize("taille", [65_535, 65_536, 65_537])
    @pytest.mark.parametrize("indice", [0, 255, 256, 65_279, 65_534])
    def test_passes_it_across_tiles(self, grand: EnMemoire, taille: int, indice: int) -> None:
        preuve, racine = arbre.inclusion(grand, indice, taille), arbre.racine(grand, 0, taille)

        assert verifie_l_inclusion(grand.niveaux[0][indice], indice, taille, preuve, racine)
        assert len(preuve) <= 17

    def test_begins_with_the_sibling_and_counts_from_zero(self) -> None:
        """`pymerkle` counts from 1 and begins with the leaf's own hash: that is no proof of the RFC's."""
        lues = feuilles(2)
        assert arbre.inclusion(EnMemoire(lues), 0, 2) == [arbre.hachage_de_feuille(lues[1])]
        assert arbre.inclusion(EnMemoire(lues[:1]), 0, 1) == []

    @given(taille=st.integers(min_value=2, max_value=300), part=st.floats(min_value=0, max_value=0.999))
    def test_of_a_leaf_proves_no_other(self, taille: int, part: float) -> None:
        lues, indice = feuilles(taille), int(taille * part)
        preuve = arbre.inclusion(EnMemoire(lues), indice, taille)
        autre = (indice + 1) % taille

        assert not verifie_l_inclusion(arbre.hachage_de_feuille(b"autre"), indice, taille, preuve, mth(lues))
        assert not verifie_l_inclusion(arbre.hachage_de_feuille(lues[indice]), autre, taille, preuve, mth(lues))


class TestAConsistencyProof:
    @given(taille=TAILLES, part=st.floats(min_value=0, max_value=1))
    @example(taille=257, part=255 / 257)
    @example(taille=257, part=256 / 257)
    def test_passes_the_rfcs_procedure(self, taille: int, part: float) -> None:
        lues, ancienne = feuilles(taille), max(1, int(taille * part))
        preuve = arbre.coherence(EnMemoire(lues), ancienne, taille)

        assert verifie_la_coherence(ancienne, taille, preuve, mth(lues[:ancienne]), mth(lues))

    @given(taille=st.integers(min_value=2, max_value=300), part=st.floats(min_value=0, max_value=0.999))
    def test_fails_for_a_log_that_was_rewritten(self, taille: int, part: float) -> None:
        lues, ancienne = feuilles(taille), max(1, int(taille * part))
        reecrites = [b"autre", *lues[1:]]
        preuve = arbre.coherence(EnMemoire(reecrites), ancienne, taille)

        assert not verifie_la_coherence(ancienne, taille, preuve, mth(lues[:ancienne]), mth(reecrites))

    @pytest.mark.parametrize("ancienne", [1, 255, 256, 257, 65_535, 65_536])
    def test_passes_it_across_tiles(self, grand: EnMemoire, ancienne: int) -> None:
        preuve = arbre.coherence(grand, ancienne, 65_537)
        racines = arbre.racine(grand, 0, ancienne), arbre.racine(grand, 0, 65_537)

        assert verifie_la_coherence(ancienne, 65_537, preuve, *racines)


class TestAnAddress:
    @pytest.mark.parametrize(
        ("place", "adresse"),
        [
            (chemins.Place(0, 0), "0/000"),
            (chemins.Place(0, 273, 112), "0/273.p/112"),
            (chemins.Place(1, 1_234_067), "1/x001/x234/067"),
            (chemins.Place(None, 1_000, 3), "entries/x001/000.p/3"),
        ],
    )
    def test_is_written_and_read_as_the_specification_has_it(self, place: chemins.Place, adresse: str) -> None:
        assert str(place) == adresse
        assert chemins.lire(adresse) == place

    @pytest.mark.parametrize(
        "adresse",
        ["", "0", "0/", "00/000", "64/000", "0/0", "0/x000/001", "0/000.p/0", "0/000.p/256", "0/000.p/01", "x/000"],
    )
    def test_written_otherwise_is_none(self, adresse: str) -> None:
        assert chemins.lire(adresse) is None

    def test_are_those_of_the_specifications_example(self) -> None:
        """70,000 leaves: 273 full tiles and one of 112; one full and one of 17; one of 1."""
        tuiles = [place for place in chemins.places(70_000) if place.niveau is not None]
        partielles = [str(place) for place in tuiles if place.largeur < arbre.LARGEUR]

        assert [sum(p.niveau == n and p.largeur == 256 for p in tuiles) for n in range(3)] == [273, 1, 0]
        assert partielles == ["0/273.p/112", "1/001.p/17", "2/000.p/1"]
        assert [str(p) for p in chemins.places(256)] == ["entries/000", "0/000", "1/000.p/1"]
