"""What was restored, held against what the archive says: sentences, none when all is the same."""

from collections.abc import Iterator, Mapping

from socle.sauvegarde.manifeste import EtatDeLaBase, MembreDArchive

ABSENT = "absent"


def differences_de_base(attendu: EtatDeLaBase, lu: EtatDeLaBase) -> list[str]:
    """Return what differs between two states of a database: counts, then what rooms watch."""
    ecarts = [f"table {nom} : {a} lignes attendues, {b} lues" for nom, a, b in _ecarts(attendu.lignes, lu.lignes)]
    ecarts += [f"{nom} : « {a} » attendu, « {b} » lu" for nom, a, b in _ecarts(attendu.temoins, lu.temoins)]
    return ecarts


def differences_de_fichiers(attendus: Mapping[str, MembreDArchive], lus: Mapping[str, MembreDArchive]) -> list[str]:
    """Return the files that are missing, in excess, or of other bytes."""
    return [
        f"{nom} : {'il manque' if b == ABSENT else 'il est en trop' if a == ABSENT else 'son contenu diffère'}"
        for nom, a, b in _ecarts(attendus, lus)
    ]


def _ecarts(attendus: Mapping[str, object], lus: Mapping[str, object]) -> Iterator[tuple[str, object, object]]:
    for nom in sorted(attendus.keys() | lus.keys()):
        attendu, lu = attendus.get(nom, ABSENT), lus.get(nom, ABSENT)
        if attendu != lu:
            yield nom, attendu, lu
