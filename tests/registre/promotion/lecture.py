"""Reading a badge as its reader does: the words of the drawing, in order."""

import re
from typing import Any
from xml.etree import ElementTree

from django.test import Client

SVG = "{http://www.w3.org/2000/svg}"


def badge_lu(contenu: bytes) -> ElementTree.Element:
    """Return the drawing, read as strictly as a browser does."""
    return ElementTree.fromstring(contenu)  # noqa: S314 - what we made


def mots_du_badge(contenu: bytes) -> str:
    """Return the words drawn, every kind of space made an ordinary one."""
    textes = [texte.text or "" for texte in badge_lu(contenu).iter(f"{SVG}text")]
    return re.sub(r"\s+", " ", " ".join(textes))


def titre_du_badge(contenu: bytes) -> str:
    """Return what a screen reader says of it."""
    titre = badge_lu(contenu).find(f"{SVG}title")
    assert titre is not None
    return re.sub(r"[\s\u2068\u2069]+", " ", titre.text or "")


def demander_le_badge(
    client: Client, numero: str, statut: int = 200, fichier: str = "badge.svg", **question: str
) -> Any:
    """Return the answer at the address of a badge, which must have this status."""
    reponse = client.get(f"/registre/labels/{numero}/{fichier}", question)
    assert reponse.status_code == statut, (numero, question, reponse.status_code, reponse.content[:200])
    return reponse
