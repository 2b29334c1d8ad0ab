"""The stylesheet: many small sources, one file served, no build command to remember (docs/decisions/0007).

`styles/<layer>/<component>.css` are assembled in the order of `COUCHES`, each folder in the CSS layer of its name,
whenever something asks for `socle/socle.css`: the development server at each request, `collectstatic` once.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NOM = "socle/socle.css"
SOURCES = Path(__file__).parents[1] / "styles"
COUCHES = ("reset", "tokens", "base", "layout", "components", "pages", "print")
COMMENTAIRE = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
AUTOUR = re.compile(r"\s*([{};])\s*")  # no string of ours holds one of these


def assembler() -> str:
    """Return the whole stylesheet, tightened: a line per layer."""
    morceaux = [f"@layer {', '.join(COUCHES)};"]
    for couche in COUCHES:
        regles = [serrer(fichier.read_text("utf-8")) for fichier in sorted((SOURCES / couche).glob("*.css"))]
        morceaux.append(f"@layer {couche} {{\n{''.join(regles)}\n}}")
    return "\n".join(morceaux) + "\n"


def serrer(source: str) -> str:
    """Return the same rules without comments, nor the spaces and last semicolons that only people read."""
    return AUTOUR.sub(r"\1", COMMENTAIRE.sub("", source)).strip().replace(";}", "}")


class FeuilleAssemblee(BaseFinder):
    """Finds `socle/socle.css` among the static files by assembling it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.stockage = FileSystemStorage(location=settings.STYLES_ASSEMBLES)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check: the folder is made when needed."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where the assembled file stands, up to date; an empty list for any other path."""
        if path != NOM:
            return []
        cible = self._ecrire()
        return [str(cible)] if find_all else str(cible)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """The one file this finder brings, for `collectstatic`."""
        self._ecrire()
        yield NOM, self.stockage

    def _ecrire(self) -> Path:
        """Write the file when its content changed; another process reading it meanwhile sees a whole one."""
        cible = Path(self.stockage.path(NOM))
        contenu = assembler()
        if not cible.exists() or cible.read_text("utf-8") != contenu:
            cible.parent.mkdir(parents=True, exist_ok=True)
            provisoire = cible.with_suffix(f".{os.getpid()}.tmp")
            provisoire.write_text(contenu, "utf-8")
            provisoire.replace(cible)
        return cible
