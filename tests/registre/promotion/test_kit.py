"""A coop prints, posts and pastes its label from its space: every piece says the facts of the day, and no other."""

import datetime
import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from PIL import Image
from pypdf import PdfReader

from registre.etats import Operation
from registre.models import Cooperative, Role
from registre.promotion.kit import paquet
from registre.promotion.kit.images import images
from registre.promotion.kit.situation import SituationDuKit, situation_de
from registre.promotion.kit.textes import textes
from tests.bonnes_pratiques.espace.conftest import membre
from tests.formats.pdf import fautes
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, admissible, labellisee, retiree, suspendue
from tests.registre.journaux import dernier
from tests.registre.lecture import lire, mots
from tests.rigueur.html import StrictClient

D = datetime.date
MATIN = datetime.datetime(2026, 11, 28, 9, tzinfo=datetime.UTC)
DROITE_A_GAUCHE = "\u05e7\u05d5\u05d0\u05d5\u05e4\u05e8\u05d8\u05d9\u05d1"
PIEGE = ('Société « A & B » <b>d’HLM</b> "réunies" ' * 8)[:200]
ARBRE_DU_LABEL = {
    *("affiche-de-nos-engagements.pdf", "certificat-a4.pdf", "certificat-a4-en.pdf", "certificat-a5.pdf"),
    *("plaque.pdf", "diapositive.pdf", "affiche-de-la-raison-d-etre.pdf"),
    *("image-paysage-1200x630.png", "image-carre-1080x1080.png", "image-portrait-1080x1920.png"),
    *("lisez-moi.txt", "communique-de-presse.txt", "textes-courts.txt", "short-texts-en.txt"),
    *("signature-de-courriel.html", "signature-de-courriel-en.html"),
    *(f"badges/badge-{forme}.{sorte}" for forme in ("complet", "compact", "ligne", "rond") for sorte in ("svg", "png")),
}
IMAGE_ENGAGEE = "image-engagee-carre-1080x1080.png"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jour"), pytest.mark.rendu]


@pytest.fixture
def jour() -> Iterator[None]:
    with time_machine.travel(MATIN, tick=False):
        yield


def coop_labellisee(**coop: object) -> Cooperative:
    return labellisee(D(2025, 3, 1), CooperativeFactory.create(**coop)).cooperative


def espace(coop: Cooperative) -> Client:
    """Return a browser in which a member of this coop is logged in."""
    client = StrictClient()
    client.force_login(membre(coop, Role.CONTRIBUTEUR))
    return client


def lettres(texte: str) -> str:
    """The text without any space: lines break where they must."""
    return re.sub(r"\s+", "", texte)


@pytest.mark.lent
def test_the_kit_is_one_zip_of_pieces_that_all_say_the_facts_of_the_day() -> None:
    coop = coop_labellisee(nom="Coop de la Vallée", nom_usuel="")
    numero = coop.labels.get().numero
    client = espace(coop)

    reponse = client.get(f"/espace/{coop.slug}/promouvoir/kit.zip")

    assert (reponse.status_code, reponse["Content-Type"]) == (200, "application/zip")
    dossier = f"kit-qualicoop-{numero}-2026-11-28"
    assert reponse["Content-Disposition"] == f'attachment; filename="{dossier}.zip"'
    assert reponse["Cache-Control"] == "private, no-store"
    archive = ZipFile(BytesIO(reponse.content))
    assert {nom.removeprefix(f"{dossier}/") for nom in archive.namelist()} == ARBRE_DU_LABEL
    for nom in archive.namelist():
        contenu = archive.read(nom)
        if nom.endswith(".pdf"):
            assert fautes(contenu) == [], nom
            [page] = PdfReader(BytesIO(contenu)).pages
            dit = lettres(page.extract_text())
        elif nom.endswith((".txt", ".html")):
            dit = lettres(contenu.decode("utf-8-sig"))
        if nom.endswith((".png", ".svg")) or "raison-d-etre" in nom:
            continue
        assert numero in dit, nom
        assert lettres("Coop de la Vallée") in dit, nom
        assert lettres(f"localhost:8000/registre/labels/{numero}") in dit, nom
        assert re.search("(?i)d[ée]monstration", dit), nom
    assert Image.open(BytesIO(archive.read(f"{dossier}/image-portrait-1080x1920.png"))).size == (1080, 1920)


def test_it_is_drawn_once_until_the_register_or_the_day_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    coop = coop_labellisee()
    client, faits = espace(coop), []

    def faire(situation: SituationDuKit, tour: int | None) -> dict[str, bytes]:
        faits.append(situation.au)
        return {"plaque.pdf": b"%PDF-"}

    monkeypatch.setattr(paquet, "pieces", faire)
    adresse = f"/espace/{coop.slug}/promouvoir/plaque.pdf"
    caches["dessins"].clear()

    for _fois in range(3):
        assert client.get(adresse).content == b"%PDF-"
    assert len(faits) == 1

    decisions.renommer(coop.pk, nom="Autre nom", le=D(2026, 11, 1))
    client.get(adresse)
    assert len(faits) == 2
    with time_machine.travel(MATIN + datetime.timedelta(days=1), tick=False):
        espace(coop).get(adresse)
    assert len(faits) == 3


def test_the_page_shows_each_piece_with_its_preview_and_the_code_to_paste() -> None:
    coop = coop_labellisee()
    client = espace(coop)
    page = lire(client, f"/espace/{coop.slug}/promouvoir/")
    assert "frame-src 'self'" in client.get(f"/espace/{coop.slug}/promouvoir/").headers["Content-Security-Policy"]

    assert mots(page.h1) == "Montrer votre label"
    assert page.select_one(".statut--labellisee")
    assert page.select_one(f'a[href="/espace/{coop.slug}/promouvoir/kit.zip"]')
    assert len(page.select(".kit__piece")) == 9
    assert {vue["href"] for vue in page.select(".kit__vue image")} == {f"/espace/{coop.slug}/promouvoir/apercus.webp"}
    assert page.select_one("#sur-un-site")
    assert "Données de démonstration" in mots(page.main)
    accueil = lire(client, f"/espace/{coop.slug}/")
    assert mots(accueil.select_one(f'a[href="/espace/{coop.slug}/promouvoir/"]')) == "Montrer votre label"


def test_a_coop_only_engaged_has_another_set_that_nobody_takes_for_a_label() -> None:
    coop = admissible(D(2026, 3, 1), CooperativeFactory.create(nom="Coop du Littoral", nom_usuel="")).cooperative
    client = espace(coop)
    page = lire(client, f"/espace/{coop.slug}/promouvoir/")
    assert mots(page.h1) == "Dire que vous êtes engagée"
    assert "Être engagée n’est pas être labellisée" in mots(page.main)
    assert page.select_one("#sur-un-site") is None
    assert not [lien for lien in page.select(".kit a") if re.search("certificat|plaque|badge|signature", lien["href"])]

    reponse = client.get(f"/espace/{coop.slug}/promouvoir/kit.zip")
    archive = ZipFile(BytesIO(reponse.content))
    dossier = f"kit-engagee-{coop.slug}-2026-11-28"
    attendus = {"lisez-moi.txt", "textes-engagee.txt", IMAGE_ENGAGEE, "affiche-de-la-raison-d-etre.pdf"}
    assert {nom.removeprefix(f"{dossier}/") for nom in archive.namelist()} == attendus
    for nom in ("lisez-moi.txt", "textes-engagee.txt"):
        dit = archive.read(f"{dossier}/{nom}").decode("utf-8-sig")
        assert "1er\xa0mars 2026" in dit
        assert re.search("(?i)ce n’est pas un label", dit)
        assert "Quali" not in dit
    assert client.get(f"/espace/{coop.slug}/promouvoir/certificat-a4.pdf").status_code == 404


@pytest.mark.parametrize("cas", ["suspendu", "retiré", "échu"])
def test_a_label_that_fell_closes_the_kit_and_the_page_says_why_and_what_to_take_down(cas: str) -> None:
    coop = labellisee(D(2023, 3, 1) if cas == "échu" else D(2025, 3, 1)).cooperative
    label = coop.labels.get()
    if cas == "suspendu":
        suspendue(label, D(2026, 11, 28))
    elif cas == "retiré":
        retiree(label, D(2026, 11, 28))
    client = espace(coop)

    page = lire(client, f"/espace/{coop.slug}/promouvoir/")

    assert mots(page.h1) == "Le kit est fermé"
    assert cas in mots(page.select_one(".statut")).lower()
    assert "la plaque de porte" in mots(page.main)
    assert page.select_one(".kit") is None
    for nom in ("kit.zip", "plaque.pdf"):
        assert client.get(f"/espace/{coop.slug}/promouvoir/{nom}")["Location"] == f"/espace/{coop.slug}/promouvoir/"


def test_a_label_given_by_mistake_leaves_a_coop_engaged_and_told_to_take_it_down() -> None:
    label = labellisee(D(2025, 3, 1))
    decisions.annuler(dernier(Operation.ACCORDER_LABEL).pk, motif="Donné par erreur.")
    page = lire(espace(label.cooperative), f"/espace/{label.cooperative.slug}/promouvoir/")
    assert mots(page.h1) == "Dire que vous êtes engagée"
    assert f"Le label {label.numero} (Numéro annulé le 28 novembre 2026) ne se montre plus" in mots(page.main)


def test_a_coop_with_neither_is_told_how_to_begin() -> None:
    coop = CooperativeFactory.create()
    page = lire(espace(coop), f"/espace/{coop.slug}/promouvoir/")
    assert mots(page.h1) == "Montrer votre coopérative"
    assert "Toute coopérative peut lire, signer et afficher la Raison d’être" in mots(page.main)


def test_another_coops_kit_is_404_to_whoever_is_not_a_member() -> None:
    coop, autre = coop_labellisee(), CooperativeFactory.create()
    client = espace(autre)
    for suite in ("", "kit.zip", "plaque.pdf"):
        assert client.get(f"/espace/{coop.slug}/promouvoir/{suite}").status_code == 404
        assert Client().get(f"/espace/{coop.slug}/promouvoir/{suite}").status_code == 302


def test_the_signature_is_a_table_that_says_no_state_and_stands_alone() -> None:
    coop = coop_labellisee(nom=PIEGE, nom_usuel="")
    page = BeautifulSoup(textes(situation_de(coop, D(2026, 11, 28)))["signature-de-courriel.html"], "lxml")
    assert PIEGE.strip() in page.bdi.get_text()
    assert not page.select("link, script, style, img, b b")
    assert "vigueur" not in page.get_text()
    assert "Démonstration" in page.get_text()


@pytest.mark.lent
@pytest.mark.parametrize("nom", [PIEGE, "x" * 200, DROITE_A_GAUCHE, "A" * 3 + "\u202f&"])
def test_no_name_passes_the_edge_of_a_picture(nom: str) -> None:
    coop = coop_labellisee(nom=nom, nom_usuel="")
    for fichier, contenu in images(situation_de(coop, D(2026, 11, 28))).items():
        image = Image.open(BytesIO(contenu)).convert("RGB")
        largeur, hauteur = image.size
        bord = image.crop((largeur - 40, round(hauteur * 0.22), largeur, hauteur))
        assert bord.getcolors(4) == [(bord.width * bord.height, (0xFB, 0xF9, 0xF4))], fichier
