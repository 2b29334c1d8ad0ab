"""Proofs: that a decision is in the log, that the log of today begins with that of another day."""

import logging
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from registre.models import Evenement
from registre.preuve.journal_public import arbre
from registre.preuve.journal_public.dernier_point import garder, rupture
from registre.preuve.journal_public.point_de_controle import origine, point_signe
from registre.preuve.journal_public.tuiles_gardees import TuilesGardees, taille
from registre.preuve.models import FeuilleDuJournal

journal = logging.getLogger(__name__)


@dataclass(frozen=True)
class Inclusion:
    """A leaf, and the hashes that lead from it to the root of the tree of `taille` leaves."""

    feuille: FeuilleDuJournal
    taille: int
    racine: bytes
    chemin: tuple[bytes, ...]

    @property
    def hachage(self) -> str:
        """The hash of the leaf, in base64."""
        return en_base64(bytes(self.feuille.hachage))

    @property
    def chemin_ecrit(self) -> list[str]:
        """The hashes of the path in base64, the leaf's sibling first."""
        return [en_base64(noeud) for noeud in self.chemin]

    @property
    def document(self) -> dict[str, Any]:
        """The leaf and its path as JSON has them."""
        return {
            "indice": self.feuille.indice,
            "contenu": self.feuille.contenu,
            "hachage": self.hachage,
            "preuve": self.chemin_ecrit,
        }


class Lecture:
    """The log read once, at the size it has now or had: proofs of one lecture speak of one tree."""

    def __init__(self, a_la_taille: int | None = None) -> None:
        actuelle = taille()
        self.taille = actuelle if a_la_taille is None else a_la_taille
        self.tuiles = TuilesGardees(actuelle)
        self.racine = arbre.racine(self.tuiles, 0, self.taille)

    def inclusion(self, feuille: FeuilleDuJournal) -> Inclusion:
        """Return the proof that this leaf is in the tree."""
        chemin = arbre.inclusion(self.tuiles, feuille.indice, self.taille)
        return Inclusion(feuille, self.taille, self.racine, tuple(chemin))

    def coherence(self, ancienne: int) -> list[bytes]:
        """Return the proof that the tree begins with that of `ancienne` leaves."""
        return arbre.coherence(self.tuiles, ancienne, self.taille)

    def racine_a(self, ancienne: int) -> bytes:
        """Return the root that the log had when it counted `ancienne` leaves, this size at most."""
        return arbre.racine(self.tuiles, 0, ancienne)

    @cached_property
    def rupture(self) -> str:
        """Why the log is not to be signed, in a sentence: it no longer begins as what was signed of it."""
        return rupture(self.tuiles.taille, self.racine_a, taille)

    def point(self) -> str:
        """Return the checkpoint, signed, and keep the longest; empty when this machine has no key, or must not sign."""
        if self.rupture:
            journal.error("The public log is not signed: it does not follow the last checkpoint signed")
            return ""
        note = point_signe(self.taille, self.racine)
        if note and self.taille == self.tuiles.taille:
            garder(note)
        return note


def preuve_d_inclusion(evenement: Evenement) -> dict[str, Any] | None:
    """Return the proof that a decision is in the log now, as JSON has it; None for one that is no leaf of it.

    `point_de_controle` is the signed checkpoint that the path leads to, empty when this machine has no key.
    """
    feuille = FeuilleDuJournal.objects.filter(evenement=evenement).first()
    if feuille is None:
        return None
    lecture = Lecture()
    return document(lecture) | lecture.inclusion(feuille).document


def document(lecture: Lecture) -> dict[str, Any]:
    """What a proof says of the log itself."""
    return {
        "journal": origine(),
        "taille": lecture.taille,
        "racine": en_base64(lecture.racine),
        "point_de_controle": lecture.point(),
    }


def en_base64(octets: bytes) -> str:
    """Return bytes as notes and proofs write them."""
    return b64encode(octets).decode()
