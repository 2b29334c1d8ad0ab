"""No export of the admin, ours or a library's, holds a cell that a spreadsheet takes for a formula."""

import csv
import io
from typing import Any

import pytest
from django.template import Engine
from django.urls import get_resolver
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Page

from bonnes_pratiques.models import Etiquette
from socle.models import User
from tests.socle.admin import connecte
from tests.socle.adresses import Adresse, adresses

pytestmark = pytest.mark.lent

FORMULE = "=1+1"
DEBUTS = ("=", "+", "-", "@")


@pytest.fixture
def piege(de_tout: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Someone, a page under review and a tag whose names are formulas; nothing a spreadsheet would mind."""
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", "")
    User.objects.filter(pk=de_tout["moi"].pk).update(last_name=FORMULE, first_name="")
    page = de_tout["page"].specific
    page.title = FORMULE
    page.save_revision(user=de_tout["moi"], log_action=True)
    page.get_workflow().start(page, de_tout["moi"])
    Page.objects.filter(pk=page.pk).update(title=FORMULE, draft_title=FORMULE)
    Etiquette.objects.update(name=FORMULE)
    return de_tout


def exports() -> list[Adresse]:
    """Every address that gives its list as a file."""
    return [
        adresse
        for adresse in adresses(get_resolver().url_patterns)
        if isinstance(classe := getattr(adresse.vue, "view_class", None), type)
        and issubclass(classe, SpreadsheetExportMixin)
        and not adresse.nom.endswith("results")
    ]


def cellules(reponse: Any, sorte: str) -> list[str]:
    """Return the texts of the file."""
    contenu = b"".join(reponse.streaming_content)
    if sorte == "csv":
        return [cellule for rangee in csv.reader(io.StringIO(contenu.decode())) for cellule in rangee]
    feuille = load_workbook(io.BytesIO(contenu)).active
    assert feuille
    return [str(cellule.value) for rangee in feuille.iter_rows() for cellule in rangee]


@pytest.mark.filterwarnings("ignore:Pagination may yield inconsistent results")  # wagtail-localize's own report
@pytest.mark.parametrize("sorte", ["csv", "xlsx"])
def test_no_cell_of_any_export_is_a_formula(piege: dict[str, Any], sorte: str) -> None:
    client, lus, gardees = connecte(piege["moi"]), 0, 0
    for adresse in exports():
        reponse = client.get(adresse.remplie(piege["page"].pk, piege["page"], **piege), {"export": sorte})
        if not reponse.streaming:
            continue
        textes = cellules(reponse, sorte)
        lus += 1
        gardees += f"'{FORMULE}" in textes
        assert [texte for texte in textes if texte.startswith(DEBUTS)] == [], adresse.route

    assert lus > 15
    assert gardees > 3
