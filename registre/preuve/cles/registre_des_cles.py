"""`publiques.json`: every key there ever was, beside the private files. It holds no secret, and must never be lost."""

import base64
import datetime
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from registre.preuve.cles.cle import ClePublique, Usage

FICHIER = "publiques.json"
DOSSIER_DES_POINTS = "points"  # the one place of this folder where the service itself writes (deploy/coophlm.service)


@dataclass(frozen=True)
class CleInscrite:
    """A key as written down: its public half, its use, and whether it was withdrawn (leaked: it verifies no more)."""

    usage: Usage
    publique: ClePublique
    retiree: bool = False

    def close(self, le: datetime.datetime, *, retiree: bool) -> Self:
        """Return the same key, which signs no more from `le` on."""
        publique = replace(self.publique, jusqu_a=self.publique.jusqu_a or le)
        return replace(self, publique=publique, retiree=self.retiree or retiree)


def lire(dossier: Path) -> list[CleInscrite]:
    """Return every key written down in this folder, oldest first; none when there is no folder."""
    try:
        texte = (dossier / FICHIER).read_text()
    except FileNotFoundError:
        return []
    return [_lue(ligne) for ligne in json.loads(texte)]


def ecrire(dossier: Path, inscrites: list[CleInscrite]) -> None:
    """Write these keys down, all or none: a crash leaves the former file."""
    provisoire = dossier / f".{FICHIER}.{os.getpid()}"
    with provisoire.open("w") as fichier:
        json.dump([_ecrite(inscrite) for inscrite in inscrites], fichier, indent=2)
        fichier.write("\n")
        fichier.flush()
        os.fsync(fichier.fileno())
    provisoire.replace(dossier / FICHIER)


def _lue(ligne: dict[str, Any]) -> CleInscrite:
    jusqu_a = ligne["jusqu_a"] and datetime.datetime.fromisoformat(ligne["jusqu_a"])
    depuis = datetime.datetime.fromisoformat(ligne["depuis"])
    publique = ClePublique(ligne["identifiant"], base64.b64decode(ligne["publique"]), depuis, jusqu_a or None)
    return CleInscrite(Usage(ligne["usage"]), publique, ligne["retiree"])


def _ecrite(inscrite: CleInscrite) -> dict[str, Any]:
    publique = inscrite.publique
    return {
        "identifiant": publique.identifiant,
        "usage": str(inscrite.usage),
        "publique": base64.b64encode(publique.octets).decode(),
        "depuis": publique.depuis.isoformat(),
        "jusqu_a": publique.jusqu_a and publique.jusqu_a.isoformat(),
        "retiree": inscrite.retiree,
    }
