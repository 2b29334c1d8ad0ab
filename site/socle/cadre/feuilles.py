"""Stylesheets and the badge's script: many small sources, one file served, no build command (docs/decisions/0007).

`styles/<layer>/<component>.css` are assembled in the order of `COUCHES`, each folder in the CSS layer of its name,
whenever something asks for `socle/socle.css`: the development server at each request, `collectstatic` once. What only a
few pages need stands in `styles/a-part/<name>/`, served as `socle/<name>.css`, which those pages ask for besides.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NOM = "socle/socle.css"
CARTE = "socle/carte.css"  # of the card that other sites show in a frame: nothing else of the site is in it
BADGE = "socle/badge.js"  # of the page that verifies a badge
SOURCES = Path(__file__).parents[1] / "styles"
A_PART = SOURCES / "a-part"  # a folder per sheet: rules of a few pages, that no other page has to carry
SCRIPTS = Path(__file__).parents[1] / "scripts"
COUCHES = ("reset", "tokens", "base", "layout", "components", "pages", "print")
DU_BADGE = ("fichier.js", "canonique.js", "signature.js", "page.js")  # in the order in which they are read
DE_LA_CARTE = ("tokens/couleurs.css", "components/statut.css", "carte/carte.css")
COMMENTAIRE = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
AUTOUR = re.compile(r"\s*([{};])\s*")  # no string of ours holds one of these


def assembler() -> str:
    """Return the whole stylesheet, tightened: a line per layer."""
    morceaux = [f"@layer {', '.join(COUCHES)};"]
    for couche in COUCHES:
        regles = [serrer(fichier.read_text("utf-8")) for fichier in sorted((SOURCES / couche).glob("*.css"))]
        morceaux.append(f"@layer {couche} {{\n{''.join(regles)}\n}}")
    return "\n".join(morceaux) + "\n"


def assembler_a_part(nom: str) -> str:
    """Return what the pages of this name add to the stylesheet, in its layer of pages, tightened."""
    regles = [serrer(fichier.read_text("utf-8")) for fichier in sorted((A_PART / nom).glob("*.css"))]
    return f"@layer pages {{\n{''.join(regles)}\n}}\n"


def assembler_la_carte() -> str:
    """Return the stylesheet of the card, tightened."""
    return "\n".join(serrer((SOURCES / chemin).read_text("utf-8")) for chemin in DE_LA_CARTE) + "\n"


def assembler_le_verificateur() -> str:
    """Return the script of the page that verifies a badge, without its comments nor its indents."""
    lignes = [ligne.strip() for nom in DU_BADGE for ligne in (SCRIPTS / "badge" / nom).read_text("utf-8").splitlines()]
    return "\n".join(ligne for ligne in lignes if ligne and not ligne.startswith("//")) + "\n"


def serrer(source: str) -> str:
    """Return the same rules without comments, nor the spaces and last semicolons that only people read."""
    return AUTOUR.sub(r"\1", COMMENTAIRE.sub("", source)).strip().replace(";}", "}")


FEUILLES: dict[str, Callable[[], str]] = {
    NOM: assembler,
    CARTE: assembler_la_carte,
    BADGE: assembler_le_verificateur,
    **{f"socle/{dossier.name}.css": partial(assembler_a_part, dossier.name) for dossier in sorted(A_PART.iterdir())},
}


class FeuilleAssemblee(BaseFinder):
    """Finds the files of `FEUILLES` among the static files by assembling them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.stockage = FileSystemStorage(location=settings.STYLES_ASSEMBLES)

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check: the folder is made when needed."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return where the assembled file stands, up to date; an empty list for any other path."""
        if path not in FEUILLES:
            return []
        cible = self._ecrire(path)
        return [str(cible)] if find_all else str(cible)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """The files this finder brings, for `collectstatic`."""
        for nom in FEUILLES:
            self._ecrire(nom)
            yield nom, self.stockage

    def _ecrire(self, nom: str) -> Path:
        """Write the file when its content changed; another process reading it meanwhile sees a whole one."""
        cible = Path(self.stockage.path(nom))
        contenu = FEUILLES[nom]()
        if not cible.exists() or cible.read_text("utf-8") != contenu:
            cible.parent.mkdir(parents=True, exist_ok=True)
            provisoire = cible.with_suffix(f".{os.getpid()}.tmp")
            provisoire.write_text(contenu, "utf-8")
            provisoire.replace(cible)
        return cible
