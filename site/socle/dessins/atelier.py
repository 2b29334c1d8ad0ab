"""Has PDFs drawn by a program of its own, which ends with the drawing.

A drawing takes seconds of processor and hundreds of megabytes: in the process that serves pages, it would slow them all
down, and take them with it if it failed. Here it runs at a low priority, for `SECONDES` at most, and leaves nothing.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

from socle.dessins.dessinateur import REFUSE, SANS_PANGO

RACINE = Path(__file__).parents[2]
PROGRAMME = ("-m", "socle.dessins.dessinateur")
SECONDES = 40
TETE = b"%PDF-"
DIT_MAXIMUM = 2000  # characters of what the program says that go to the log

journal = logging.getLogger(__name__)


class ImpressionIndisponibleError(Exception):
    """This drawing cannot be had: the program failed. The rest of the site does not need it."""

    reessayer = 60  # in how many seconds it may be asked again


class SansPangoError(ImpressionIndisponibleError):
    """No PDF can be had: the operator must install pango."""

    reessayer = 3600


@dataclass(frozen=True)
class DocumentADessiner:
    """An HTML document to draw, on so many pages if said: see `dessin_pdf.dessiner`."""

    html: str
    pages: int = 0


def dessiner(html: str, *, pages: int = 0, tour: int | None = None) -> bytes:
    """Return the PDF/UA of a whole HTML document, on so many `pages` if said, as `dessin_pdf.dessiner` does.

    `tour` is the descriptor that holds the turn, which the program holds too: a serving process killed meanwhile does
    not let a second drawing begin. Raises `ImpressionIndisponibleError`, and `PermissionError` for a document that
    names anything outside the project's static files.
    """
    fait = _faire_dessiner({"html": html, "pages": pages}, tour)
    if not fait.startswith(TETE):  # what is no PDF must not be kept a month
        raise _echec(0, "no PDF")

    return fait


def dessiner_ensemble(
    documents: Sequence[DocumentADessiner], *, apercu: int = 0, tour: int | None = None
) -> list[bytes]:
    """Return the PDF/UA of each document, all drawn by one program, which loads what draws once.

    With `apercu`, a PNG of each first page, so many pixels high, comes after them, in the same order. Raises as
    `dessiner` does.
    """
    demande = {"documents": [asdict(document) for document in documents], "apercu": apercu}
    fait = BytesIO(_faire_dessiner(demande, tour))
    try:
        morceaux = [fait.read(taille) for taille in json.loads(fait.readline())]
    except ValueError as faute:
        raise _echec(0, "no list of sizes") from faute
    if not all(morceau.startswith(TETE) for morceau in morceaux[: len(documents)]):
        raise _echec(0, "no PDF")

    return morceaux


def _faire_dessiner(demande: dict[str, Any], tour: int | None) -> bytes:
    """Run the program on what is asked, and return what it gave."""
    dossiers = [str(dossier) for dossier in dossiers_statiques()]
    try:
        fait = subprocess.run(  # noqa: S603 - our own program, and nothing on its command line
            [sys.executable, *PROGRAMME],
            cwd=RACINE,
            input=json.dumps(demande | {"dossiers": dossiers, "chemins": sys.path}).encode(),
            capture_output=True,
            timeout=SECONDES,
            pass_fds=() if tour is None else (tour,),
            check=False,
        )
    except subprocess.TimeoutExpired as lenteur:
        raise ImpressionIndisponibleError(f"A drawing took more than {SECONDES} seconds, and was stopped") from lenteur

    dit = fait.stderr.decode(errors="replace").strip()[-DIT_MAXIMUM:]
    if fait.returncode != 0:
        raise _echec(fait.returncode, dit)
    if dit:
        journal.warning("A drawing was made, with something to say of it: %s", dit)

    return fait.stdout


def _echec(code: int, dit: str) -> Exception:
    """What the end of the program means, and what it said."""
    if code == REFUSE:
        return PermissionError(dit)
    if code == SANS_PANGO:
        return SansPangoError("pango is missing on this machine (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0)")
    return ImpressionIndisponibleError(f"A drawing ended with {code}: {dit}")


def dossiers_statiques() -> Iterable[Path]:
    """The folders where the project's static files are written, where a document's addresses are looked for."""
    for finder in finders.get_finders():
        for stockage in getattr(finder, "storages", {}).values():
            yield Path(stockage.location)
