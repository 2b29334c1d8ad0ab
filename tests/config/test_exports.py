"""Exports of the admin, ours and those of libraries: in French, at the hour of Paris, and without formulas."""

import csv
import datetime
import io
import re
from typing import Any

import pytest
from django.template import Engine
from django.urls import get_resolver, reverse
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.models import Page

from bonnes_pratiques.models import Etiquette, FichePratique
from socle.models import User
from tests.socle.admin import connecte
from tests.socle.adresses import Adresse, adresses

pytestmark = pytest.mark.lent

FORMULE = "=1+1"
DEBUTS = ("=", "+", "-", "@")
PAS_FRANCAIS = re.compile(r"^(True|False)$|^[a-z]+_[a-z_]+$|[+]00:00$")  # a box, a code or a field, a moment of UTC


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
        assert [texte for texte in textes if PAS_FRANCAIS.search(texte)] == [], adresse.route

    assert lus > 15
    assert gardees > 3


def test_a_moment_is_exported_at_the_hour_of_paris(piege: dict[str, Any]) -> None:
    ete = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    Page.objects.filter(pk=piege["page"].pk).update(title="Page d’été", live=True, last_published_at=ete)
    adresse, client = reverse("wagtailadmin_reports:aging_pages"), connecte(piege["moi"])
    assert "02/07/2026 00:30" in cellules(client.get(adresse, {"export": "csv"}), "csv")
    assert "2026-07-02 00:30:00" in cellules(client.get(adresse, {"export": "xlsx"}), "xlsx")


@pytest.mark.parametrize("sorte", ["csv", "xlsx"])
def test_a_sheet_without_a_coop_or_an_engagement_is_exported(piege: dict[str, Any], sorte: str) -> None:
    FichePratique.objects.update(cooperative=None, engagement_principal=None)
    reponse = connecte(piege["moi"]).get(reverse("fiches_pratiques:index"), {"export": sorte})
    assert "Engagement principal" in cellules(reponse, sorte)
