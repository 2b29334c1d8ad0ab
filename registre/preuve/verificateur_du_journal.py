"""Verifies the public log of the Quali'Coop label, from its address or from a folder, with nothing of ours but its key.

    python3 verificateur_du_journal.py https://…/registre/journal --cle 'nom+empreinte+base64' --memoire point.txt

Python 3.11 and the `cryptography` package are all it needs: copy this file wherever it will outlive us. Every entry is
read again, every tile compared, and the root made anew must be the one that was signed. The checkpoint remembered from
the last time, signed too, must have the root that the log had at that size: nothing before it was changed or removed.

Formats: RFC 6962 (hashes), c2sp.org/tlog-tiles, /tlog-checkpoint, /signed-note, /tlog-cosignature.
"""

import argparse
import base64
import hashlib
import re
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LARGEUR, OCTETS, LIGNES = 256, 32, 3
SIGNATURE_DU_JOURNAL, SIGNATURE_DE_TEMOIN = 1, 4
ATTENTE, OCTETS_MAXIMUM = 30, 20_000_000

Lire = Callable[[str], bytes]


class JournalFaux(Exception):
    """The log is not what it says. The message, in French, says what and where."""


@dataclass(frozen=True)
class Cle:
    """A public key, as notes name it: `name+hash+base64`."""

    nom: str
    identifiant: bytes
    genre: int
    octets: bytes


@dataclass(frozen=True)
class PointVerifie:
    """A checkpoint: what was signed, and by whom."""

    origine: str
    taille: int
    racine: bytes
    texte: str
    signatures: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Bilan:
    """What was verified: the checkpoint, the size remembered (None: none was), the witnesses that cosigned."""

    point: PointVerifie
    memoire: int | None
    temoins: tuple[str, ...]


def lire_cle(texte: str) -> Cle:
    """Return the key written so. Raises `JournalFaux`."""
    nom, _plus, suite = texte.strip().partition("+")
    identifiant, _plus, valeur = suite.partition("+")
    octets = _base64(valeur, "la clé")
    attendu = hashlib.sha256(nom.encode() + b"\n" + octets).digest()[:4]
    if len(octets) != 1 + OCTETS or attendu.hex() != identifiant:
        raise JournalFaux("La clé n’est pas écrite comme il faut : nom+empreinte+base64.")
    return Cle(nom, attendu, octets[0], octets[1:])


def lire_point(note: bytes, quoi: str) -> PointVerifie:
    """Return a checkpoint, not verified yet. Raises `JournalFaux`."""
    try:
        texte, vide, suite = note.decode().rpartition("\n\n")
    except UnicodeDecodeError as faute:
        raise JournalFaux(f"{quoi} n’est pas un texte.") from faute
    lignes = texte.split("\n")
    if not vide or len(lignes) < LIGNES or not re.fullmatch(r"0|[1-9]\d{0,17}", lignes[1], re.ASCII):
        raise JournalFaux(f"{quoi} n’est pas un point de contrôle.")

    signatures = []
    for ligne in suite.splitlines():
        debut, _espace, valeur = ligne.rpartition(" ")
        signatures.append((debut.removeprefix("— "), _base64(valeur, quoi)))
    return PointVerifie(lignes[0], int(lignes[1]), _base64(lignes[2], quoi), f"{texte}\n", tuple(signatures))


def exiger_la_signature(point: PointVerifie, cles: list[Cle], quoi: str) -> None:
    """Refuse a checkpoint that none of these keys signed, or of another log. Raises `JournalFaux`."""
    siennes = [cle for cle in cles if cle.nom == point.origine and cle.genre == SIGNATURE_DU_JOURNAL]
    if not siennes:
        raise JournalFaux(f"{quoi} est du journal « {point.origine} », la clé de « {cles[0].nom} ».")
    if not any(_verifie(cle, valeur[4:], point.texte) for cle in siennes for valeur in _de(cle, point)):
        raise JournalFaux(f"{quoi} : la signature du journal manque, ou elle est fausse.")


def temoins_de(point: PointVerifie, cles: list[Cle]) -> tuple[str, ...]:
    """Return the witnesses, of those whose keys are given, that cosigned this checkpoint."""
    return tuple(cle.nom for cle in cles if any(_cosignature_vraie(cle, valeur, point) for valeur in _de(cle, point)))


class ArbreDuJournal:
    """A Merkle tree that grows leaf by leaf and keeps the roots of whole subtrees only: memory stays flat."""

    def __init__(self) -> None:
        self.taille = 0
        self.sommets: list[tuple[int, bytes]] = []  # height, root: from the widest to the narrowest

    def ajouter(self, hachage: bytes) -> None:
        """Add the hash of a leaf."""
        hauteur, racine = 0, hachage
        while self.sommets and self.sommets[-1][0] == hauteur:
            racine = _noeud(self.sommets.pop()[1], racine)
            hauteur += 1
        self.sommets.append((hauteur, racine))
        self.taille += 1

    @property
    def racine(self) -> bytes:
        """The root of all that was added."""
        if not self.sommets:
            return hashlib.sha256(b"").digest()
        racine = self.sommets[-1][1]
        for _hauteur, gauche in reversed(self.sommets[:-1]):
            racine = _noeud(gauche, racine)
        return racine


class Niveau:
    """The tiles of one level, compared with what the entries give, then those of the level above."""

    def __init__(self, lire: Lire, rang: int) -> None:
        self.lire, self.rang, self.tuile = lire, rang, 0
        self.hachages: list[bytes] = []
        self.dessus: Niveau | None = None

    def ajouter(self, hachage: bytes) -> None:
        """Add a hash of this level; a full tile is compared, and its root added to the level above."""
        self.hachages.append(hachage)
        if len(self.hachages) == LARGEUR:
            self._comparer(self.hachages)
            self.dessus = self.dessus or Niveau(self.lire, self.rang + 1)
            arbre = ArbreDuJournal()
            for lu in self.hachages:
                arbre.ajouter(lu)
            self.dessus.ajouter(arbre.racine)
            self.tuile, self.hachages = self.tuile + 1, []

    def finir(self) -> None:
        """Compare the last tile of this level and of those above."""
        if self.hachages:
            self._comparer(self.hachages)
        if self.dessus:
            self.dessus.finir()

    def _comparer(self, hachages: list[bytes]) -> None:
        adresse = f"tile/{self.rang}/{chemin(self.tuile, len(hachages))}"
        if self.lire(adresse) != b"".join(hachages):
            raise JournalFaux(f"{adresse} ne dit pas ce que disent les entrées.")


def verifier(lire: Lire, cles: list[Cle], memoire: bytes | None = None, temoins: list[Cle] | None = None) -> Bilan:
    """Verify the whole log. `memoire` is a checkpoint kept from another day. Raises `JournalFaux`.

    Of several keys, the first signs now: the others signed before, and only what is remembered may bear them.
    """
    point = lire_point(lire("checkpoint"), "Le point de contrôle")
    exiger_la_signature(point, cles[:1], "Le point de contrôle")
    ancien = lire_point(memoire, "Le point gardé") if memoire is not None else None
    if ancien is not None:
        exiger_la_signature(ancien, cles, "Le point gardé")
        if ancien.taille > point.taille:
            raise JournalFaux(
                f"Le journal a été raccourci : {ancien.taille} feuilles alors, {point.taille} maintenant."
            )

    arbre, niveau = ArbreDuJournal(), Niveau(lire, 0)
    racine_alors = arbre.racine
    for entree in entrees(lire, point.taille):
        hachage = hashlib.sha256(b"\x00" + entree).digest()
        arbre.ajouter(hachage)
        niveau.ajouter(hachage)
        if ancien is not None and arbre.taille == ancien.taille:
            racine_alors = arbre.racine
    niveau.finir()

    if arbre.racine != point.racine:
        raise JournalFaux("Les entrées ne donnent pas la racine signée.")
    if ancien is not None and racine_alors != ancien.racine:
        raise JournalFaux(f"Le journal a été réécrit : ses {ancien.taille} premières feuilles ne sont plus les mêmes.")
    return Bilan(point, ancien.taille if ancien else None, temoins_de(point, temoins or []))


def entrees(lire: Lire, taille: int) -> Iterator[bytes]:
    """Yield every entry, one bundle at a time. Raises `JournalFaux` when a bundle has more, fewer, or is cut."""
    for debut in range(0, taille, LARGEUR):
        largeur = min(LARGEUR, taille - debut)
        adresse = f"tile/entries/{chemin(debut // LARGEUR, largeur)}"
        lues = list(_coupees(lire(adresse), adresse))
        if len(lues) != largeur:
            raise JournalFaux(f"{adresse} : {len(lues)} entrées, {largeur} sont attendues.")
        yield from lues


def chemin(tuile: int, largeur: int) -> str:
    """Return the end of a tile's address: `x001/234.p/5`."""
    morceaux = [f"{tuile % 1000:03}"]
    while tuile := tuile // 1000:
        morceaux.insert(0, f"x{tuile % 1000:03}")
    return "/".join(morceaux) + (f".p/{largeur}" if largeur < LARGEUR else "")


def lecteur(adresse: str) -> Lire:
    """Return what reads a part of the log: over the network, or in a folder. Raises `JournalFaux` when it cannot."""

    def par_le_reseau(suite: str) -> bytes:
        demande = urllib.request.Request(f"{adresse.rstrip('/')}/{suite}", headers={"User-Agent": "verificateur"})  # noqa: S310
        try:
            with urllib.request.urlopen(demande, timeout=ATTENTE) as reponse:  # noqa: S310 - http(s) alone, see below
                return bytes(reponse.read(OCTETS_MAXIMUM))
        except (OSError, urllib.error.URLError) as faute:
            raise JournalFaux(f"{suite} ne se lit pas : {faute}.") from faute

    def dans_un_dossier(suite: str) -> bytes:
        try:
            return (Path(adresse) / suite).read_bytes()
        except OSError as faute:
            raise JournalFaux(f"{suite} ne se lit pas : {faute.strerror}.") from faute

    return par_le_reseau if adresse.startswith(("http://", "https://")) else dans_un_dossier


def _de(cle: Cle, point: PointVerifie) -> list[bytes]:
    return [valeur for nom, valeur in point.signatures if (nom, valeur[:4]) == (cle.nom, cle.identifiant)]


def _cosignature_vraie(cle: Cle, valeur: bytes, point: PointVerifie) -> bool:
    if cle.genre != SIGNATURE_DE_TEMOIN:
        return False
    moment = int.from_bytes(valeur[4:12])
    return _verifie(cle, valeur[12:], f"cosignature/v1\ntime {moment}\n{point.texte}")


def _verifie(cle: Cle, signature: bytes, texte: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(cle.octets).verify(signature, texte.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def _noeud(gauche: bytes, droite: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + gauche + droite).digest()


def _coupees(octets: bytes, adresse: str) -> Iterator[bytes]:
    place = 0
    while place < len(octets):
        longueur = int.from_bytes(octets[place : place + 2])
        entree = octets[place + 2 : place + 2 + longueur]
        if len(entree) != longueur:
            raise JournalFaux(f"{adresse} est coupé.")
        yield entree
        place += 2 + longueur


def _base64(texte: str, quoi: str) -> bytes:
    try:
        return base64.b64decode(texte, validate=True)
    except ValueError as faute:
        raise JournalFaux(f"{quoi} n’est pas écrit comme il faut.") from faute


def dire(bilan: Bilan) -> str:
    """Return what was verified, in a sentence or two."""
    phrase = f"Vrai : {bilan.point.taille} feuilles, racine {base64.b64encode(bilan.point.racine).decode()}."
    if bilan.memoire is not None:
        phrase += f" Les {bilan.memoire} du point gardé n’ont pas changé."
    return phrase + (f" Témoins : {', '.join(bilan.temoins)}." if bilan.temoins else "")


def executer(adresse: str, cles: list[str], memoire: Path | None, temoins: list[str]) -> str:
    """Verify, remember the checkpoint that was found true, and return what to say. Raises `JournalFaux`."""
    garde = memoire.read_bytes() if memoire is not None and memoire.exists() else None
    lire = lecteur(adresse)
    note = lire("checkpoint")  # read once: the log may grow meanwhile
    bilan = verifier(
        lambda suite: note if suite == "checkpoint" else lire(suite),
        [lire_cle(cle) for cle in cles],
        garde,
        [lire_cle(temoin) for temoin in temoins],
    )

    if memoire is not None:
        provisoire = memoire.with_name(f"{memoire.name}.nouveau")
        provisoire.write_bytes(note)
        provisoire.replace(memoire)
    return dire(bilan)


def arguments(analyseur: argparse.ArgumentParser) -> None:
    """Say what the program takes."""
    analyseur.add_argument("adresse", help="Adresse du journal (https://…/registre/journal), ou un dossier.")
    cle = "Clé publique du journal : nom+empreinte+base64 ; puis les anciennes, s’il y en a."
    analyseur.add_argument("--cle", action="append", required=True, help=cle)
    analyseur.add_argument(
        "--memoire", type=Path, help="Fichier où le point de contrôle est gardé d’une fois à l’autre."
    )
    analyseur.add_argument(
        "--temoin", action="append", default=[], help="Clé publique d’un témoin (autant qu’il y en a)."
    )


def main() -> int:
    """Run as a program of its own."""
    analyseur = argparse.ArgumentParser(description="Vérifie le journal public du label Quali’Coop.")
    arguments(analyseur)
    lus = analyseur.parse_args()
    try:
        sys.stdout.write(executer(lus.adresse, lus.cle, lus.memoire, lus.temoin) + "\n")
    except JournalFaux as faux:
        sys.stderr.write(f"FAUX : {faux}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
