"""From the short form of the data files to what the fields store.

In the files a block is one `type: value` pair, a rich text is HTML on as many lines as it reads well on, and a link to
a page of the site is `<a page="cle">`.
"""

import json
import re
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from wagtail.models import Page

LIEN_DE_PAGE = re.compile(r'<a page="([a-z-]+)">')


def html(texte: str, pages: Mapping[str, Page]) -> str:
    """Return rich text on one line, with links to pages by their id, which Wagtail shows in the reader's language.

    Raises `KeyError` for a link to a page the tree does not have.
    """
    sur_une_ligne = re.sub(r">[ ]*\n\s*<", "><", texte.strip())
    sur_une_ligne = re.sub(r"[ ]*\n[ ]*", " ", sur_une_ligne)
    return LIEN_DE_PAGE.sub(lambda lien: f'<a linktype="page" id="{pages[lien[1]].pk}">', sur_une_ligne)


def flux(blocs: list[dict[str, Any]], *, racine: str, pages: Mapping[str, Page]) -> str:
    """Return the JSON of a StreamField.

    `racine` names the field among all of the site's. A block's id follows from it and from the block's rank, so that
    the French and the English of one field share their ids: that is how a translation finds its source.
    """
    return json.dumps([_bloc(bloc, f"{racine}/{rang}", pages) for rang, bloc in enumerate(blocs)])


def _bloc(bloc: dict[str, Any], chemin: str, pages: Mapping[str, Page]) -> dict[str, Any]:
    ((nature, valeur),) = bloc.items()
    return {"id": _identifiant(chemin), "type": nature, "value": _VALEURS[nature](valeur, chemin, pages)}


def _titre(valeur: str, chemin: str, pages: Mapping[str, Page]) -> dict[str, Any]:
    return {"texte": valeur}


def _texte(valeur: str, chemin: str, pages: Mapping[str, Page]) -> str:
    return html(valeur, pages)


def _encadre(valeur: dict[str, str], chemin: str, pages: Mapping[str, Page]) -> dict[str, Any]:
    return {"titre": "", **valeur, "texte": html(valeur["texte"], pages)}


def _accordeon(valeur: list[dict[str, str]], chemin: str, pages: Mapping[str, Page]) -> dict[str, Any]:
    questions = [{"question": qr["question"], "reponse": html(qr["reponse"], pages)} for qr in valeur]
    return {"elements": _liste(questions, chemin)}


def _chiffres(valeur: list[dict[str, str]], chemin: str, pages: Mapping[str, Page]) -> dict[str, Any]:
    return {"chiffres": _liste(valeur, chemin)}


def _citation(valeur: dict[str, str], chemin: str, pages: Mapping[str, Page]) -> dict[str, Any]:
    return {"source": "", **valeur}


def _page(valeur: dict[str, str], chemin: str, pages: Mapping[str, Page]) -> dict[str, Any]:
    return {"page": pages[valeur["page"]].pk, "invitation": valeur["invitation"]}


def _indicateur(valeur: dict[str, str], chemin: str, pages: Mapping[str, Page]) -> dict[str, Any]:
    return {"unite": "", **valeur}


def _conservation(valeur: None, chemin: str, pages: Mapping[str, Page]) -> None:
    return None


_VALEURS: dict[str, Callable[[Any, str, Mapping[str, Page]], Any]] = {
    "titre": _titre,
    "texte": _texte,
    "citation": _citation,
    "encadre": _encadre,
    "accordeon": _accordeon,
    "chiffres": _chiffres,
    "page": _page,
    "indicateur": _indicateur,
    "conservation": _conservation,
    "durees": _conservation,
}


def _liste(valeurs: list[Any], chemin: str) -> list[dict[str, Any]]:
    return [
        {"id": _identifiant(f"{chemin}/{rang}"), "type": "item", "value": valeur} for rang, valeur in enumerate(valeurs)
    ]


def _identifiant(chemin: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, chemin))
