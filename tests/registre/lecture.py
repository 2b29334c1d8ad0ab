"""Reading the register's pages as a visitor does."""

import re

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.test import Client


def lire(client: Client, adresse: str, statut: int = 200, /, **parametres: str) -> BeautifulSoup:
    """Return the page at this address, which must answer with this status."""
    reponse = client.get(adresse, parametres)
    assert reponse.status_code == statut, (adresse, reponse.status_code)
    return BeautifulSoup(reponse.content, "lxml")


def mots(element: Tag | None) -> str:
    """Return the words a reader sees, every kind of space made an ordinary one."""
    assert element is not None
    return re.sub(r"\s+", " ", element.get_text()).strip()
