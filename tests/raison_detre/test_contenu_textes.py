"""The texts of the first content, as files: what no database is needed to check."""

import re
from typing import Any

import pytest

from raison_detre.contenu.fichiers import lire_engagements, lire_site

REGLES_EN_LETTRES = (
    r"deux|six|huit|douze|dix-huit|trente-six|trois ans|quatre-vingts?|trimestr\w+|semestr\w+|"
    r"two|six|eight|twelve|eighteen|thirty-six|three years|eighty|quarter\w*"
)
SANS_PROSE = {"slug", "nature", "ton", "page"}


def chaines(valeur: Any) -> list[str]:
    """Return every string a visitor reads in a data file's value, without its HTML tags."""
    if isinstance(valeur, str):
        return [re.sub(r"<[^>]+>", "", valeur)]
    if isinstance(valeur, dict):
        valeur = [contenu for champ, contenu in valeur.items() if champ not in SANS_PROSE]
    return [chaine for contenu in valeur if isinstance(contenu, str | dict | list) for chaine in chaines(contenu)]


def textes(langue: str) -> list[str]:
    """Return every text of the first content in one language."""
    site = lire_site()
    pages = [page.textes[langue] for page in site.pages]
    engagements = [par_langue[langue] for par_langue in lire_engagements().textes.values()]
    return chaines([*pages, *engagements, site.presentation[langue]])


def test_the_approach_page_types_no_figure_of_the_rules() -> None:
    (demarche,) = [page for page in lire_site().pages if page.cle == "demarche"]
    for texte in chaines(demarche.textes):
        assert not re.search(rf"\d|\b({REGLES_EN_LETTRES})\b", texte, re.IGNORECASE), texte


@pytest.mark.parametrize("langue", ["fr", "en"])
def test_apostrophes_are_typographic(langue: str) -> None:
    assert [texte for texte in textes(langue) if "'" in texte] == []


def test_french_puts_no_break_spaces_where_lines_must_not_break() -> None:
    fautif = re.compile(r"(?<=\S) [:;!?»%]|\w[;!?»]|«[^\u00a0]")
    assert [texte for texte in textes("fr") if fautif.search(texte)] == []
