"""The page of the four acts, and its material: real texts, quoted to the letter, as PDF and as text."""

import re
from io import BytesIO, StringIO
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from pypdf import PdfReader

from raison_detre.deploiement.documents import DOCUMENTS
from raison_detre.models import ManifestePage
from tests.formats.pdf import fautes
from tests.raison_detre.conftest import REFERENTIEL
from tests.registre.lecture import lire, mots
from tests.rigueur.html import StrictClient

PAGE = "/raison-d-etre/deployer/"
AVEC_PDF = [connu.cle for connu in DOCUMENTS if connu.cadre]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_charge"), pytest.mark.rendu]


def publie() -> dict[str, Any]:
    return yaml.safe_load(REFERENTIEL.read_text("utf-8"))


def texte(cle: str) -> str:
    """Return a text file on one line, every kind of space made an ordinary one."""
    reponse = Client().get(f"{PAGE}{cle}.txt")
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
    return re.sub(r"\s+", " ", reponse.content.decode())


class TestPage:
    def test_the_four_acts_each_have_their_material(self) -> None:
        page = lire(StrictClient(), PAGE)
        titres = [mots(h2) for h2 in page.select("h2.partie__titre")][:4]
        assert titres == [
            "1. L’écrire dans les statuts",
            "2. L’inscrire à l’ordre du jour du conseil d’administration",
            "3. La présenter aux coopérateurs",
            "4. L’afficher sur le site de la coopérative",
        ]
        liens = {str(a["href"]) for a in page.select("main a[href]")}
        assert liens >= {f"{PAGE}{connu.cle}.txt" for connu in DOCUMENTS} | {f"{PAGE}{cle}.pdf" for cle in AVEC_PDF}
        assert {"/raison-d-etre/affiche.pdf", "/raison-d-etre/texte.pdf", "/espace/"} <= liens

    def test_every_link_of_the_page_answers(self) -> None:
        page = lire(StrictClient(), PAGE)
        for lien in {str(a["href"]) for a in page.select("main a[href^='/']") if not str(a["href"]).endswith(".pdf")}:
            assert Client().get(lien).status_code in {200, 302}, lien

    def test_what_is_read_in_english_is_english_around_french_documents(self) -> None:
        call_command("charger_traduction", stdout=StringIO())
        adresse = ManifestePage.objects.get(locale__language_code="en").get_url()
        page = lire(StrictClient(), f"{adresse}deployer/")
        assert page.select_one('pre[lang="fr"]')
        assert page.select_one(f'link[hreflang="fr"][href$="{PAGE}"]')
        assert Client().get(f"{adresse}deployer/resolution.txt").headers["Content-Language"] == "fr"

    def test_it_is_in_the_plan_for_people_and_for_machines(self) -> None:
        assert f"{PAGE}</loc>" in Client().get("/sitemap.xml").content.decode()
        assert f'href="{PAGE}"' in Client().get("/plan-du-site/").content.decode()
        assert f'href="{PAGE}"' in Client().get("/raison-d-etre/").content.decode()

    @pytest.mark.parametrize("suite", ["rien.pdf", "rien.txt", "bloc-a-coller.pdf", "rien/"])
    def test_what_does_not_exist_is_a_404(self, suite: str) -> None:
        assert Client().get(f"{PAGE}{suite}").status_code == 404


class TestTextes:
    def test_the_edition_is_quoted_to_the_letter(self) -> None:
        edition = publie()
        for cle in ("clause-statutaire", "resolution", "texte-pour-le-site", "presentation", "bloc-a-coller"):
            lu = texte(cle)
            assert edition["referentiel"]["titre"] in lu, cle
            assert all(axe["titre_manifeste"] in lu for axe in edition["axes"]), cle
        for cle in ("note-au-conseil", "presentation", "texte-pour-le-site"):
            lu = texte(cle)
            engagements = [e for axe in edition["axes"] for e in axe["engagements"]]
            assert all(f"{e['numero']}. {e['intitule']}" in lu for e in engagements), cle

    def test_what_is_to_be_checked_by_counsel_says_so_first(self) -> None:
        for cle in ("clause-statutaire", "resolution"):
            assert "À faire vérifier par un conseil juridique" in texte(cle)[:250]

    def test_the_meeting_lasts_two_hours(self) -> None:
        durees = [int(n) for n in re.findall(r"\((\d+) minutes\)", texte("fiche-d-animation"))]
        assert sum(durees) == 120

    def test_the_block_holds_no_style_nor_script_and_leads_to_the_manifesto(self) -> None:
        bloc = Client().get(f"{PAGE}bloc-a-coller.txt").content.decode()
        assert bloc.startswith('<section lang="fr">')
        assert not re.search(r"style|script|class=|on\w+=", bloc)
        assert re.search(r'<a href="https?://[^"]+/raison-d-etre/">', bloc)

    def test_a_text_is_kept_by_who_has_it(self) -> None:
        premiere = Client().get(f"{PAGE}resolution.txt")
        encore = Client(headers={"If-None-Match": premiere.headers["ETag"]}).get(f"{PAGE}resolution.txt")
        assert encore.status_code == 304
        assert premiere.headers["Content-Language"] == "fr"

    def test_lines_hold_in_an_email(self) -> None:
        for connu in DOCUMENTS:
            if not connu.est_un_code:
                lignes = Client().get(f"{PAGE}{connu.cle}.txt").content.decode().splitlines()
                assert max(len(ligne) for ligne in lignes if "http" not in ligne) <= 80, connu.cle


@pytest.mark.lent
class TestPdf:
    @pytest.mark.parametrize("cle", AVEC_PDF)
    def test_each_document_is_an_accessible_pdf_that_says_what_its_text_says(self, cle: str) -> None:
        reponse = Client().get(f"{PAGE}{cle}.pdf")
        assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "application/pdf")
        document = PdfReader(BytesIO(reponse.content))
        assert fautes(reponse.content) == []
        lettres = re.sub(r"\s", "", "".join(page.extract_text() for page in document.pages))
        titres = {connu.cle: re.sub(r"\s", "", connu.titre) for connu in DOCUMENTS}
        assert titres[cle] in lettres or cle == "presentation"
        assert "édition2021" in lettres

    def test_slides_are_sixteen_by_nine_and_each_holds_on_its_own(self) -> None:
        document = PdfReader(BytesIO(Client().get(f"{PAGE}presentation.pdf").content))
        tailles = {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in document.pages}
        assert tailles == {(960, 540)}
        titres = re.findall(r"^-+$", Client().get(f"{PAGE}presentation.txt").content.decode(), re.MULTILINE)
        assert len(document.pages) == len(titres)
