"""Whoever asks has a label's certificate of the day on one page; a label that is not in force has none."""

import datetime
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from pypdf import PdfReader

from socle.dessins import atelier
from tests.formats.pdf import fautes, passages
from tests.registre.factories import CooperativeFactory, labellisee, suspendue
from tests.registre.lecture import lire, mots

D = datetime.date
MATIN = datetime.datetime(2026, 11, 28, 9, tzinfo=datetime.UTC)
MM = 72 / 25.4
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jour"), pytest.mark.rendu]


@pytest.fixture
def jour() -> Iterator[None]:
    with time_machine.travel(MATIN, tick=False):
        yield


@pytest.fixture
def en_html(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer with the document instead of its drawing, which takes a second."""
    monkeypatch.setattr(atelier, "dessiner", lambda html, *, pages, tour: html.encode())


def demander(client: Client, numero: str, **question: str) -> Any:
    reponse = client.get(f"/registre/labels/{numero}/certificat.pdf", question)
    assert (reponse.status_code, reponse["Content-Type"]) == (200, "application/pdf")
    return reponse


def lettres(texte: str) -> str:
    return re.sub(r"\s+", "", texte)


@pytest.mark.lent
@pytest.mark.parametrize(("papier", "millimetres"), [("A4", (210, 297)), ("A5", (148, 210))])
@pytest.mark.parametrize(
    "nom", ["Coop de la Vallée", "<b>Société & « filles »</b> d’HLM \u05e7\u05d5 " * 6], ids=["court", "long"]
)
def test_it_is_one_tagged_page_of_its_paper_that_says_state_day_and_where_to_check(
    client: Client, papier: str, millimetres: tuple[int, int], nom: str
) -> None:
    numero = labellisee(D(2025, 3, 1), CooperativeFactory.create(nom=nom[:200], nom_usuel="")).numero

    contenu = demander(client, numero, format=papier).content

    assert fautes(contenu) == []
    [page] = PdfReader(BytesIO(contenu)).pages
    assert (round(float(page.mediabox[2]) / MM), round(float(page.mediabox[3]) / MM)) == millimetres
    dit = lettres(page.extract_text())
    for phrase in (
        *("Certificat de label Quali’Coop", numero, "En vigueur jusqu’au 29 février 2028", "État au 28 novembre 2026"),
        *("Démonstration : coopérative fictive", "8 engagements", "Engagement 10", "Vérifier aujourd’hui"),
        f"localhost:8000/registre/labels/{numero}",
    ):
        assert lettres(phrase) in dit, phrase
    with pikepdf.open(BytesIO(contenu)) as document:
        assert str(document.Root.Lang) == "fr"
    assert "fr" in passages(contenu)


@pytest.mark.usefixtures("en_html")
def test_a_browser_that_has_it_is_told_so_until_the_day_or_the_register_changes(client: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    premiere = demander(client, label.numero, format="a5")
    assert premiere["Content-Disposition"] == f'inline; filename="certificat-{label.numero.lower()}-a5-fr.pdf"'
    assert premiere["Cache-Control"] == "public, max-age=0, must-revalidate"

    entetes = {"If-None-Match": premiere["ETag"]}
    adresse = f"/registre/labels/{label.numero}/certificat.pdf?format=A5"
    assert client.get(adresse, headers=entetes).status_code == 304
    with time_machine.travel(datetime.datetime(2026, 11, 28, 23, 0, tzinfo=datetime.UTC), tick=False):
        demain = client.get(adresse, headers=entetes)
    assert 'État au <time datetime="2026-11-29">' in demain.content.decode()
    labellisee(D(2025, 3, 1))
    assert client.get(adresse, headers=entetes).status_code == 200


@pytest.mark.usefixtures("en_html")
def test_it_holds_whatever_name_as_words(client: Client) -> None:
    nom = 'Société « A & B » <i>d’HLM</i> "réunies"'
    numero = labellisee(D(2025, 3, 1), CooperativeFactory.create(nom=nom, nom_usuel="")).numero
    page = BeautifulSoup(demander(client, numero).content, "lxml")
    assert page.select_one(".nom bdi").get_text() == nom
    assert page.select_one(".nom i") is None


def test_a_label_that_is_not_in_force_has_none_and_the_page_says_why(client: Client) -> None:
    label = labellisee(D(2025, 3, 1))
    suspendue(label, D(2026, 11, 28))
    page = lire(client, f"/registre/labels/{label.numero}/certificat.pdf", 404)
    assert mots(page.h1) == f"Le label {label.numero} n’a pas de certificat aujourd’hui"
    assert "Suspendu depuis le 28 novembre 2026" in mots(page.main)
    assert "certificat" not in mots(lire(client, f"/registre/labels/{label.numero}/montrer/").main).lower()


def test_an_unknown_number_a_wrong_paper_and_a_small_letter(client: Client) -> None:
    numero = labellisee(D(2025, 3, 1)).numero
    assert client.get("/registre/labels/QC-2031-0001/certificat.pdf").status_code == 404
    assert client.get(f"/registre/labels/{numero}/certificat.pdf?format=A3").status_code == 400
    reponse = client.get(f"/registre/labels/{numero.lower()}/certificat.pdf?format=A5")
    assert (reponse.status_code, reponse["Location"]) == (301, f"/registre/labels/{numero}/certificat.pdf?format=A5")
    page = lire(client, f"/registre/labels/{numero}/montrer/")
    assert [lien["href"][-2:] for lien in page.select("#certificat ~ div a")] == ["A4", "A5"]
