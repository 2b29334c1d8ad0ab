"""The validator of the W3C finds no error in the HTML that is served."""

import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.rigueur.adresses import NEWS_AND_DATES, REGISTER, SEARCH
from tests.rigueur.rendu import faults_for_the_validator

pytestmark = pytest.mark.rendu

# What no link of a page leads to: kinds of page that the other tests, which look at each in a browser, may do without.
IN_ENGLISH = [f"/en{path}" for path in (*REGISTER, *NEWS_AND_DATES, *SEARCH) if not path.startswith("/en/")]
ACCOUNTS = ["password/reset/", "password/reset/done/", "password/reset/key/done/", "inactive/", "confirm-email/"]
APART = [
    *("/langues/", "/en/langues/", "/recherche/", "/api/v1/docs", "/espace/invitation/faux/"),
    *("/registre/absente/", "/en/registre/absente/", "/registre/siren/000000000/", "/en/registre/labels/QC-1999-0001/"),
    *("/recherche/?page=-1&q=label", "/bonnes-pratiques/classeur/?fiches=x", "/documents/999999/absent.pdf"),
]
NOT_TRANSLATED = re.compile(rb'href="(/(?:en/)?langues/\?de=\d+)"')
# Given when the site cannot do what is asked: each stands alone, and is read from its template.
STANDING_ALONE = ["500.html", "503.html", "trop_de_demandes.html", "socle/administration/saisie_illisible.html"]


def download(address: str) -> bytes:
    """Return the page as served, an error page like any other."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


def test_the_validator_finds_no_error(site: str, addresses: list[str], tmp_path: Path) -> None:
    paths = [*addresses, *IN_ENGLISH, *(f"/compte/{path}" for path in ACCOUNTS), *APART]
    pages = {path: download(site + path) for path in dict.fromkeys(paths)}
    led_to = {match[1].decode() for html in pages.values() for match in NOT_TRANSLATED.finditer(html)}
    pages |= {path: download(site + path) for path in sorted(led_to)[:2]}
    for template in STANDING_ALONE:
        pages[template] = render_to_string(template, {"attente": 5, "accueil": "/"}).encode()
    assert led_to
    assert faults_for_the_validator(pages, tmp_path) == set()
