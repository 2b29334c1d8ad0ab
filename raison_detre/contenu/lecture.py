"""Reads the data files of the first content. No database here."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DONNEES = Path(__file__).resolve().parents[1] / "donnees"


@dataclass(frozen=True)
class PageDonnee:
    """One page of the tree: its key, its type as `app.Model`, its texts by language, field by field."""

    cle: str
    type: str
    textes: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class SiteDonne:
    """The whole site as the files describe it: the home page first, then its children in order."""

    nom: str
    pages: tuple[PageDonnee, ...]
    menu: tuple[str, ...]
    pied: tuple[str, ...]
    presentation: dict[str, str]


def lire_site(dossier: Path = DONNEES) -> SiteDonne:
    """Return the tree described by `site.yaml` and the texts of `pages/<cle>.yaml`."""
    site = _lire(dossier / "site.yaml")
    return SiteDonne(
        nom=site["nom"],
        pages=tuple(_lire_page(dossier, entree["cle"], entree["type"]) for entree in site["pages"]),
        menu=tuple(site["menu"]),
        pied=tuple(site["pied"]),
        presentation=site["presentation"],
    )


def lire_engagements(dossier: Path = DONNEES) -> dict[int, dict[str, dict[str, Any]]]:
    """Return the editorial texts of the engagements: by number, then by language, then by field."""
    return {
        entree["numero"]: {"fr": entree["fr"], "en": entree["en"]} for entree in _lire(dossier / "engagements.yaml")
    }


def _lire_page(dossier: Path, cle: str, type_de_page: str) -> PageDonnee:
    return PageDonnee(cle=cle, type=type_de_page, textes=_lire(dossier / "pages" / f"{cle}.yaml"))


def _lire(fichier: Path) -> Any:
    return yaml.safe_load(fichier.read_text(encoding="utf-8"))
