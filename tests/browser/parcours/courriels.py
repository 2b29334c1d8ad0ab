"""The mail that the site left in a folder: each message is looked for, read, and none may be left unread."""

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

ENTRE_DEUX = b"-" * 79  # Django's file backend writes it after each message
PATIENCE = 10  # seconds
LIEN = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Courriel:
    """A message: to whom, its subject, its words, on one line with plain spaces."""

    a: str
    sujet: str
    texte: str

    @property
    def lien(self) -> str:
        """The first address it leads to. Raises `AssertionError` when there is none."""
        trouve = LIEN.search(self.texte)
        assert trouve, f"« {self.sujet} » does not lead anywhere."
        return trouve[0].rstrip(".,)>")


@dataclass
class Boite:
    """The folder of messages, and those that were read."""

    dossier: Path
    lus: list[Courriel] = field(default_factory=list)

    def lire(self, a: str, sujet: str, *mots: str) -> Courriel:
        """Read the oldest message to this address whose subject has these words; its text has `mots`.

        Raises `AssertionError` when none comes.
        """
        limite = time.monotonic() + PATIENCE
        while True:
            attendent = self.non_lus()
            for courriel in attendent:
                if courriel.a == a and sujet in courriel.sujet:
                    self.lus.append(courriel)
                    absents = [mot for mot in mots if mot not in courriel.texte]
                    assert absents == [], f"{courriel.sujet}: {absents} not in {courriel.texte}"
                    return courriel
            assert time.monotonic() < limite, f"No « {sujet} » to {a} among {dits(attendent)}."
            time.sleep(0.2)

    def lire_de_chacun(self, gens: Iterable[str], sujet: str, *mots: str) -> str:
        """Read the message that each of these people was sent. Return where the last one leads to."""
        for a in gens:
            courriel = self.lire(a, sujet, *mots)
        return courriel.lien

    def non_lus(self) -> list[Courriel]:
        """Return what nobody read yet, in the order it left."""
        arrives = self._tous()
        for lu in self.lus:
            arrives.remove(lu)
        return arrives

    def tout_est_lu(self) -> None:
        """Raises `AssertionError` naming the messages that the journey does not expect."""
        assert dits(self.non_lus()) == []

    def _tous(self) -> list[Courriel]:
        fichiers = sorted(self.dossier.glob("*.log"), key=lambda fichier: (fichier.stat().st_mtime, fichier.name))
        return [
            _lu(morceau.strip())
            for fichier in fichiers
            for morceau in fichier.read_bytes().split(ENTRE_DEUX)
            if morceau.strip()
        ]


def dits(courriels: list[Courriel]) -> list[tuple[str, str]]:
    """Return to whom these are, and what about."""
    return [(courriel.a, courriel.sujet) for courriel in courriels]


def _lu(brut: bytes) -> Courriel:
    message = message_from_bytes(brut, policy=policy.default)
    sujet, texte = (" ".join(mots.split()) for mots in (message["Subject"], message.get_content()))
    return Courriel(str(message["To"]), sujet, texte)
