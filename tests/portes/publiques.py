"""What the public site serves to read, in both languages: its addresses, a page of each type, their feeds."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import translation
from wagtail.models import Page

from tests.portes.adresses import adresses

RESERVEES = ("/admin/", "/espace/", "/compte/")
FICHIER = re.compile(r"\.(?!atom$|ics$)\w+$")  # drawn or packed: none is a page, and they cost
# A selection has a feed of its own, which no route names.
VERS_UN_FLUX = re.compile(r'href="(/[^"]+\.(?:atom|ics)(?:\?[^"]*)?)"')


def servies() -> Iterator[tuple[str, str, bytes]]:
    """Yield each address, the kind of content that is served there, and the content; a 404 like any other page."""
    client = Client(raise_request_exception=False)
    attendent = [*dict.fromkeys(adresses_publiques())]
    vues = set(attendent)
    for adresse in attendent:
        reponse = client.get(adresse)
        contenu = b"".join(reponse) if reponse.streaming else reponse.content
        genre = reponse.headers.get("Content-Type", "").partition(";")[0]
        if contenu:
            yield adresse, genre, contenu
        if genre == "text/html":
            menees = {unescape(lien) for lien in VERS_UN_FLUX.findall(contenu.decode())} - vues
            vues |= menees
            attendent += sorted(menees)


def adresses_publiques() -> Iterator[str]:
    """Yield the addresses that any visitor may ask for, in each language, files left out."""
    yield from _des_pages()
    for langue, _nom in settings.LANGUAGES:
        with translation.override(langue):
            for adresse in adresses().values():
                if not adresse.startswith(RESERVEES) and not FICHIER.search(adresse):
                    yield adresse


def _des_pages() -> Iterator[str]:
    """Yield the address of one page of each type and language."""
    vues: set[Any] = set()
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("path"):
        genre = page.content_type_id, page.locale_id
        if genre not in vues and (adresse := page.get_url()):
            vues.add(genre)
            yield adresse
