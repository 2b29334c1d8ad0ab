"""The manifest: what an archive holds, hash by hash, and what the database said when it was taken."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from socle.sauvegarde.refus import ArchiveRefusee

FORMAT = 1
FICHIER = "manifeste.json"
SITE, CLES = "site", "cles"
ILLISIBLE = f"{FICHIER} ne se lit pas : ce n’est pas une sauvegarde de ce site, ou elle est abîmée."


@dataclass(frozen=True)
class MembreDArchive:
    """A member of an archive: the SHA-256 of its bytes, in hexadecimal, and how many there are."""

    sha256: str
    octets: int


@dataclass(frozen=True)
class EtatDeLaBase:
    """What a database says of itself: rows of each table, what rooms watch, migrations applied in each app, sorted."""

    lignes: dict[str, int] = field(default_factory=dict)
    temoins: dict[str, str] = field(default_factory=dict)
    migrations: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifeste:
    """What stands at the end of an archive. `contenu` is the site or its keys; `moteur` is empty for keys."""

    contenu: str
    faite_le: str
    membres: dict[str, MembreDArchive]
    moteur: str = ""
    base: EtatDeLaBase = field(default_factory=EtatDeLaBase)
    versions: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def fichiers(self) -> dict[str, MembreDArchive]:
        """The members that are files of the site, or keys: all but the parts of the database."""
        return {nom: membre for nom, membre in self.membres.items() if not nom.startswith("base/")}

    def ecrit(self) -> bytes:
        """Return it as JSON, in UTF-8."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()


def lire(octets: bytes) -> Manifeste:
    """Return the manifest that these bytes write. Raises `ArchiveRefusee` for another thing, or a later format."""
    try:
        lu: dict[str, Any] = json.loads(octets)
        if lu["format"] > FORMAT:
            raise ArchiveRefusee("Cette sauvegarde vient d’une version plus récente du site : restaurez-la avec elle.")
        lu["membres"] = {nom: MembreDArchive(**membre) for nom, membre in lu["membres"].items()}
        lu["base"] = EtatDeLaBase(**lu["base"])
        return Manifeste(**lu)
    except (ValueError, TypeError, KeyError, AttributeError) as faute:
        raise ArchiveRefusee(ILLISIBLE) from faute
