"""What is printed: the text to read (A4) and the poster to sign (A3)."""

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from django.core.cache import caches
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker
from wagtail.models import PageViewRestriction

from raison_detre.models import Engagement, ManifestePage
from socle.dessins.atelier import dossiers_statiques
from socle.dessins.dessin_pdf import dessiner
from socle.dessins.reponse_pdf import Impression, repondre_pdf
from socle.formats.identite import FEDERATION
from tests.raison_detre.conftest import REFERENTIEL

pytestmark = [pytest.mark.django_db, pytest.mark.lent, pytest.mark.rendu]

MM = 72 / 25.4
A4 = (210, 297)
A3 = (297, 420)
TEXTE = "/raison-d-etre/texte.pdf"
AFFICHE = "/raison-d-etre/affiche.pdf"


def publie() -> dict[str, Any]:
    return yaml.safe_load(REFERENTIEL.read_text("utf-8"))


def telecharger(chemin: str, **entetes: str) -> bytes:
    """The PDF at this address, which must answer with one."""
    reponse = Client(headers=entetes).get(chemin)
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "application/pdf"), chemin
    return reponse.content


def lettres(texte: str) -> str:
    """The text without any space: lines break where they must."""
    return re.sub(r"\s+", "", texte)


def mots(contenu: bytes) -> str:
    """Every letter of a PDF, in reading order."""
    return lettres("".join(page.extract_text() for page in PdfReader(BytesIO(contenu)).pages))


def pages_mm(contenu: bytes) -> list[tuple[int, int]]:
    """The size of each page, in millimetres."""
    with pikepdf.open(BytesIO(contenu)) as document:
        return [(round(float(p.mediabox[2]) / MM), round(float(p.mediabox[3]) / MM)) for p in document.pages]


def signets(contenu: bytes) -> list[tuple[int, str]]:
    """Every bookmark as its depth and its title, in order."""

    def parcourir(elements: Any, niveau: int) -> Iterator[tuple[int, str]]:
        for element in elements:
            yield niveau, element.title
            yield from parcourir(element.children, niveau + 1)

    with pikepdf.open(BytesIO(contenu)) as document, document.open_outline() as plan:
        return list(parcourir(plan.root, 0))


@pytest.fixture(scope="class")
def texte(site_charge: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    """The text to read, drawn once for the class."""
    with django_db_blocker.unblock():
        return telecharger(TEXTE)


@pytest.fixture(scope="class")
def affiche(site_charge: None, django_db_blocker: DjangoDbBlocker) -> bytes:
    """The poster, drawn once for the class."""
    with django_db_blocker.unblock():
        return telecharger(AFFICHE)


@pytest.fixture
def sans_pango(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine where loading the drawing library fails as it does without pango."""
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")")
    monkeypatch.syspath_prepend(tmp_path)


@pytest.mark.usefixtures("site_charge")
class TestDocuments:
    """What the two documents are and say."""

    @pytest.mark.parametrize("nom", ["texte", "affiche"])
    def test_a_document_is_tagged_and_names_its_language_title_and_author(self, nom, request):
        with pikepdf.open(BytesIO(request.getfixturevalue(nom))) as document:
            racine = document.Root
            assert racine.MarkInfo.Marked
            assert "/StructTreeRoot" in racine
            assert racine.ViewerPreferences.DisplayDocTitle
            assert str(racine.Lang) == "fr"
            assert str(document.docinfo.Title).startswith("Raison d'être des Coop'HLM")
            assert str(document.docinfo.Author) == FEDERATION
            with document.open_metadata() as xmp:
                assert xmp["pdfuaid:part"] == "1"

    def test_the_text_is_a_booklet_of_two_to_four_a4_pages(self, texte):
        pages = pages_mm(texte)
        assert 2 <= len(pages) <= 4
        assert set(pages) == {A4}

    def test_the_poster_is_one_a3_sheet(self, affiche):
        assert pages_mm(affiche) == [A3]

    def test_the_text_is_printed_to_the_letter(self, texte):
        imprime = mots(texte)
        assert lettres(publie()["referentiel"]["titre"]) in imprime
        for axe in publie()["axes"]:
            for passage in [axe["titre_manifeste"], *axe["texte"], *(e["intitule"] for e in axe["engagements"])]:
                assert lettres(passage) in imprime, passage

    def test_the_poster_says_every_axis_and_engagement_and_has_room_to_sign(self, affiche):
        imprime = mots(affiche)
        for axe in publie()["axes"]:
            for passage in [axe["titre"], *(e["intitule"] for e in axe["engagements"])]:
                assert lettres(passage) in imprime, passage
        for ligne in ["Nom de la coopérative", "Nom et fonction de la personne qui signe", "Date", "Signature"]:
            assert lettres(ligne) in imprime

    @pytest.mark.parametrize("nom", ["texte", "affiche"])
    def test_bookmarks_lead_to_the_title_each_axis_and_each_engagement(self, nom, request):
        niveaux = signets(request.getfixturevalue(nom))
        assert [niveau for niveau, _titre in niveaux].count(0) == 1
        axes = [lettres(titre) for niveau, titre in niveaux if niveau == 1]
        engagements = [lettres(titre) for niveau, titre in niveaux if niveau >= 2]
        for axe in publie()["axes"]:
            assert any(titre.startswith(lettres(axe["titre"])) for titre in axes)
            for engagement in axe["engagements"]:
                assert any(lettres(engagement["intitule"]) in titre for titre in engagements)

    def test_a_file_is_shown_by_the_browser_under_a_telling_name(self, client):
        assert client.get(TEXTE).headers["Content-Disposition"] == (
            'inline; filename="coop-hlm-raison-d-etre-2021-texte-fr.pdf"'
        )

    def test_the_english_files_say_that_the_french_text_prevails(self, client):
        call_command("charger_traduction", stdout=StringIO())
        anglais = ManifestePage.objects.get(locale__language_code="en").url
        for nom, taille in [("texte", A4), ("affiche", A3)]:
            contenu = telecharger(f"{anglais}{nom}.pdf")
            assert set(pages_mm(contenu)) == {taille}
            assert lettres("The French text prevails") in mots(contenu)
            with pikepdf.open(BytesIO(contenu)) as document:
                assert str(document.Root.Lang) == "en"

    def test_an_edition_has_its_own_files_and_an_unknown_one_none(self, client):
        assert mots(telecharger("/raison-d-etre/edition/2021/texte.pdf"))
        assert client.get("/raison-d-etre/edition/1999/texte.pdf").status_code == 404
        assert client.get("/raison-d-etre/autre.pdf").status_code == 404

    def test_a_poster_of_long_wordings_still_holds_on_one_sheet(self):
        long = "Permettre l'accès à un logement abordable " * 5
        Engagement.objects.filter(locale__language_code="fr").update(intitule=long.strip())
        assert pages_mm(telecharger(AFFICHE)) == [A3]

    def test_a_private_manifesto_gives_no_file(self, client):
        page = ManifestePage.objects.get(locale__language_code="fr")
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        assert client.get(TEXTE).status_code == 302


@pytest.mark.usefixtures("site_charge")
class TestFabrication:
    """How they are made: once, from our own files, and never at the price of the site."""

    def test_a_browser_that_has_the_file_gets_its_304_without_a_drawing(self, client, sans_pango):
        page = ManifestePage.objects.get(locale__language_code="fr")
        refus = client.get(TEXTE)
        assert refus.status_code == 503
        assert "ETag" not in refus.headers
        html = client.get(page.url)
        assert html.status_code == 200
        etag = self.etag()
        assert client.get(TEXTE, headers={"If-None-Match": etag}).status_code == 304

    def etag(self) -> str:
        """The ETag of the text, told in its 304 whatever the browser says it has."""
        return Client().get(TEXTE, headers={"If-None-Match": "*"}).headers["ETag"]

    def test_a_second_reader_is_served_from_the_cache(self, client, request):
        premier = telecharger(TEXTE)
        request.getfixturevalue("sans_pango")
        assert telecharger(TEXTE) == premier
        caches["dessins"].clear()
        assert client.get(TEXTE).status_code == 503

    def test_an_edit_shows_at_once(self):
        avant = self.etag()
        telecharger(TEXTE)
        engagement = Engagement.objects.get(numero=7, locale__language_code="fr")
        engagement.intitule = "Rendre compte de tout"
        engagement.save_revision().publish()
        assert self.etag() != avant
        assert lettres("Rendre compte de tout") in mots(telecharger(TEXTE))

    def test_without_pango_a_page_says_so_and_the_site_goes_on(self, client, sans_pango):
        refus = client.get(AFFICHE)
        assert refus.status_code == 503
        assert refus.headers["Retry-After"]
        assert "Ce PDF ne peut pas être fabriqué en ce moment" in refus.content.decode()
        assert client.get("/raison-d-etre/").status_code == 200

    def test_two_people_at_once_get_the_same_drawing(self):
        html = "<html lang=fr><title>Essai</title><h1>Essai</h1>"

        def demander() -> HttpResponse:
            return repondre_pdf(RequestFactory().get("/"), html, Impression("essai.pdf"))

        with ThreadPoolExecutor(2) as personnes:
            demandes = [personnes.submit(demander) for _ in range(2)]
        assert demandes[0].result().content == demandes[1].result().content

    def test_drawing_opens_no_connection(self, monkeypatch):
        def refuser(*arguments: object) -> None:
            raise AssertionError(f"connection to {arguments[1:]}")

        monkeypatch.setattr(socket.socket, "connect", refuser)
        monkeypatch.setattr(socket, "getaddrinfo", refuser)
        html = "<html lang=fr><link rel=stylesheet href=socle/pdf/commun.css><h1>Essai</h1>"
        assert dessiner(html, dossiers=[*dossiers_statiques()])

    @pytest.mark.parametrize(
        "adresse",
        [
            "https://example.org/image.png",
            "http://127.0.0.1:8000/static/socle/icone-180.png",
            "file:///etc/hostname",
            "data:image/png;base64,AAAA",
            "socle/absente.png",
            "../../../../etc/hostname",
        ],
    )
    def test_a_document_can_name_nothing_but_our_static_files(self, adresse):
        with pytest.raises(PermissionError, match="Error fetching"):
            dessiner(f'<html lang=fr><img alt="" src="{adresse}">', dossiers=[*dossiers_statiques()])
