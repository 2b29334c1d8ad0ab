"""Reads the data files of the first content. No database here."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# The texts of one thing: by language, then by field.
TextesParLangue = dict[str, dict[str, Any]]

DONNEES = Path(__file__).resolve().parents[1] / "donnees"


@dataclass(frozen=True)
class PageDonnee:
    """One page of the tree: its key, its type as `app.Model`, its texts by language, field by field."""

    cle: str
    type: str
    textes: TextesParLangue


@dataclass(frozen=True)
class SiteDonne:
    """The whole site as the files describe it: the home page first, then its children in order.

    `ajoutees` are the keys of the pages that came after the first sites.
    """

    nom: str
    pages: tuple[PageDonnee, ...]
    ajoutees: tuple[str, ...]
    menu: tuple[str, ...]
    pied: tuple[str, ...]
    presentation: dict[str, str]


@dataclass(frozen=True)
class EngagementsDonnes:
    """The editorial texts of one edition's engagements, by number: `edition` is its code."""

    edition: str
    textes: dict[int, TextesParLangue]


def lire_site(dossier: Path = DONNEES) -> SiteDonne:
    """Return the tree described by `site.yaml` and the texts of `pages/<cle>.yaml`."""
    site = _lire(dossier / "site.yaml")
    return SiteDonne(
        nom=site["nom"],
        pages=tuple(_lire_page(dossier, entree["cle"], entree["type"]) for entree in site["pages"]),
        ajoutees=tuple(site["ajoutees"]),
        menu=tuple(site["menu"]),
        pied=tuple(site["pied"]),
        presentation=site["presentation"],
    )


def lire_engagements(dossier: Path = DONNEES) -> EngagementsDonnes:
    """Return the editorial texts of `engagements.yaml`, each engagement's pointers opened by their shared sentence."""
    fichier = _lire(dossier / "engagements.yaml")
    preambule = fichier["preambule_des_reperes"]
    return EngagementsDonnes(
        edition=fichier["edition"],
        textes={
            entree["numero"]: {langue: {**entree[langue], "preambule": preambule[langue]} for langue in preambule}
            for entree in fichier["engagements"]
        },
    )


def _lire_page(dossier: Path, cle: str, type_de_page: str) -> PageDonnee:
    return PageDonnee(cle=cle, type=type_de_page, textes=_lire(dossier / "pages" / f"{cle}.yaml"))


def _lire(fichier: Path) -> Any:
    return yaml.safe_load(fichier.read_text(encoding="utf-8"))
