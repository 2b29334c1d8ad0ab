"""No French left in what an English reader sees: text, titles, text alternatives, accessible names, error pages."""

import re
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from bs4 import BeautifulSoup, NavigableString
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from registre.models import Cooperative, Label
from registre.territoires import DEPARTEMENTS, REGIONS
from socle.formats.identite import FEDERATION

pytestmark = pytest.mark.lent

# Words that no English sentence contains, and every French one does. Proper names are taken out first.
MOTS_FRANCAIS = re.compile(
    r"(?<![\w’'-])(?:le|la|les|du|une|est|sont|ou|et|au|aux|pour|avec|dans|cette|ce|qui|votre|vous|nous|sur|par|pas|"
    r"jour|depuis|jusqu|accueil|lire|aller|chercher|engagements?|coopératives?|axe|[ldcnsj]’\w+|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?![\w-])",
    re.IGNORECASE,
)
PONCTUATION_FRANCAISE = re.compile(r"[\s\u00a0\u202f][:;!?»]|«")
ADRESSE = re.compile(r"https?://\S+")
ATTRIBUTS = ("alt", "aria-label", "title", "placeholder")
DESCRIPTIONS = 'meta[name="description"], meta[property^="og:title"], meta[property="og:description"]'
NOMS_PROPRES = [
    FEDERATION,
    "Raison d’être",
    "Raison d'être",
    "“engagée”",
    "Libre réponse",
    "Défenseur des droits",
    "bail réel solidaire",
]


def ce_qui_se_lit(html: bytes) -> Iterator[str]:
    """Yield what a person reads or hears, passages that say they are French left out."""
    page = BeautifulSoup(html, "lxml")
    for autre in page.select('script, style, code, [lang="fr"]:not(html)'):
        autre.decompose()
    yield from (str(texte) for texte in page.find_all(string=True) if type(texte) is NavigableString)
    yield from (str(balise[nom]) for nom in ATTRIBUTS for balise in page.find_all(attrs={nom: True}))
    yield from (str(balise["content"]) for balise in page.select(DESCRIPTIONS))


def restes_de_francais(html: bytes, noms: list[str]) -> list[str]:
    """Return each passage of a page that looks French once these names are taken out."""
    assert BeautifulSoup(html, "lxml").select_one('html[lang="en"]')
    restes = []
    for texte in ce_qui_se_lit(html):
        sans_noms = ADRESSE.sub("", texte)
        for nom in noms:
            sans_noms = sans_noms.replace(nom, "X")
        if MOTS_FRANCAIS.search(sans_noms) or PONCTUATION_FRANCAISE.search(sans_noms.strip()):
            restes.append(" ".join(texte.split()))
    return restes


@pytest.fixture(scope="class")
def site_traduit(registre_charge: date) -> None:
    """The whole site and its fictional register, with the courtesy translation."""
    for commande in ("preparer_actualites", "charger_traduction"):
        call_command(commande, stdout=StringIO())


@pytest.fixture
def noms(site_traduit: None, db: None) -> list[str]:
    """Every proper name to leave out, longest first: one may hold another."""
    coops = Cooperative.objects.values_list("nom", "nom_usuel", "sigle", "commune")
    propres = {nom for coop in coops for nom in coop if nom}
    return sorted({*propres, *DEPARTEMENTS.values(), *REGIONS.values(), *NOMS_PROPRES}, key=len, reverse=True)


@pytest.mark.django_db
class TestAnEnglishReader:
    def test_finds_no_french_on_the_pages(self, client: Client, noms: list[str]) -> None:
        pages = [page.get_url() for page in Page.objects.live().filter(locale__language_code="en", depth__gt=1)]
        accueil = client.get("/en/").content
        engagements = {lien["href"] for lien in BeautifulSoup(accueil, "lxml").select('a[href*="/commitments/"]')}
        assert len(engagements) >= 12
        restes = {adresse: restes_de_francais(client.get(adresse).content, noms) for adresse in {*pages, *engagements}}
        assert {adresse: reste for adresse, reste in restes.items() if reste} == {}

    @pytest.mark.parametrize(
        "adresse",
        [
            "?vue=tableau",
            "?vue=carte",
            "?q=introuvable",
            "?au=2025-12-31&statut=labellisee",
            "?statut=refusee",
            "donnees/",
            "verifier/",
            "verifier/?q=000000000",
            "verifier-un-badge/",
            "labels/QC-1999-0001/",
        ],
    )
    def test_finds_no_french_in_the_register(self, client: Client, noms: list[str], adresse: str) -> None:
        assert restes_de_francais(client.get(f"/en/registre/{adresse}").content, noms) == []

    def test_finds_no_french_about_a_coop_nor_a_label(self, client: Client, noms: list[str]) -> None:
        label = Label.objects.select_related("cooperative").order_by("numero").first()
        assert label is not None
        for adresse in (
            f"labels/{label.numero}/",
            f"{label.cooperative.slug}/",
            f"{label.cooperative.slug}/?au=2025-01-01",
        ):
            assert restes_de_francais(client.get(f"/en/registre/{adresse}").content, noms) == []

    def test_finds_no_french_when_the_page_does_not_exist(self, client: Client, noms: list[str]) -> None:
        reponse = client.get("/en/nowhere/")
        assert reponse.status_code == 404
        assert restes_de_francais(reponse.content, noms) == []


@pytest.mark.parametrize(
    "reste",
    ["Aller au contenu", "Lire l’engagement", "Accueil", "9 septembre 2021", "Ain : 1 co-operative", "« label »"],
)
def test_french_is_recognised_where_it_is_left(reste: str) -> None:
    assert restes_de_francais(f'<html lang="en"><p>{reste}</p></html>'.encode(), NOMS_PROPRES) == [reste]
