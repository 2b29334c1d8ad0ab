"""The public log in the archive: the same tiles and checkpoint, as static files, and the program that verifies them."""

import json
from collections.abc import Iterator

from registre.preuve.did.document import document_did
from registre.preuve.journal_public.chemins import Place, places
from registre.preuve.journal_public.point_de_controle import cles_du_journal
from registre.preuve.journal_public.preuves import Lecture
from registre.preuve.journal_public.reponses import contenu_de, source_du_verificateur
from registre.public.connaissance.jour import Jours


def fichiers(_jours: Jours) -> tuple[int, Iterator[tuple[str, bytes]]]:
    """Return how many files there are, and each with its bytes."""
    lecture = Lecture()
    tuiles = places(lecture.taille)
    return len(tuiles) + 3, _fichiers(lecture, tuiles)


def _fichiers(lecture: Lecture, tuiles: list[Place]) -> Iterator[tuple[str, bytes]]:
    for place in tuiles:
        octets = contenu_de(place)
        assert octets is not None  # noqa: S101 - a log only grows
        yield f"journal/tile/{place}", octets

    if note := lecture.point():
        yield "journal/checkpoint", note.encode()
        yield "journal/cles.txt", "".join(f"{cle}\n" for cle in cles_du_journal()).encode()
    if (did := document_did()) is not None:
        yield "did.json", json.dumps(did, ensure_ascii=False, indent=2).encode()
    yield "verificateur_du_journal.py", source_du_verificateur()
