"""A sheet as a visitor reads it, on screen and on paper; what other pages say of it."""

import datetime
import json
from decimal import Decimal
from io import BytesIO
from typing import Any

import pikepdf
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from registre.models import Indicateur
from registre.models.indicateur import Visibilite
from tests.bonnes_pratiques.factories import ReprisePubliqueFactory, fiche, theme
from tests.registre.factories import CooperativeFactory, labellisee
from tests.registre.lecture import lire, mots
from tests.rigueur.html import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rayons")]

CLASSEUR = "/bonnes-pratiques/classeur/"
CLASSEUR_PDF = "/bonnes-pratiques/classeur.pdf"
LE_JOUR = datetime.date(2026, 6, 15)
REQUETES_PERMISES = 15


def donnees(page: BeautifulSoup, nature: str) -> dict[str, Any]:
    lues = [json.loads(script.get_text()) for script in page.select("script[type='application/ld+json']")]
    return next(donnee for donnee in lues if donnee.get("@type") == nature)


def test_a_sheet_reads_like_a_recipe(client: StrictClient) -> None:
    relecteur = get_user_model().objects.create_user(email="lea@federation.example", password=None)
    coop = CooperativeFactory.create(nom="Coop des Essais", logements_geres=499)
    resultat = {"avant": Decimal("12.50"), "apres": Decimal(1234), "unite": "logements"}
    une = fiche(
        "Diviser les charges",
        engagements=(5, 1),
        cooperative=coop,
        departements=["34"],
        milieu="rural",
        moyens_humains="Deux personnes",
        cout="5000_20000",
        duree="six mois",
        conditions="<p>Un exploitant allant.</p>",
        partenaires="ADIL",
        contact_role="Chargée de gestion",
        contact_courriel="gestion@coop.example",
        resultats=[resultat],
        relecteur=relecteur,
        relue_le=datetime.date(2026, 1, 12),
        preuve="mesuree",
    )

    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)):
        page = lire(client, une.url)

    parties = [mots(titre) for titre in page.select("article h2")]
    recit = ["Point de départ", "Ce qui a été fait", "Moyens", "Résultats", "Ce qui n’a pas marché", "Pour le refaire"]

    assert parties == [*recit, "Qui raconte", "Reprises", "Citer"]

    texte = mots(page.main)

    for attendu in (
        "mars 2024",
        "Deux personnes",
        "De 5 000 à 20 000 €",
        "Six mois",
        "ADIL",
        "Chargée de gestion",
        "Hérault, rural",
        "moins de 500 logements gérés",
        "Relevé le 31 décembre 2025",
        "12 janvier 2026",
        "de 12,5 → à 1 234 logements",
        "Pas de label connu",
        "Mesurée",
    ):
        assert attendu in texte, attendu

    assert "lea@" not in str(page)
    assert page.select_one(".resultat__apres")["width"] == "100.0%"
    assert [mots(lien)[:5] for lien in page.select(".recette__engagement")] == ["Axe 2", "Axe 1"]

    for lien in page.select(".recette__engagement"):
        assert mots(lire(client, lien["href"]).h1).endswith(mots(lien)[8:])

    recette = donnees(page, "HowTo")

    assert recette["step"] == [{"@type": "HowToStep", "name": "Un audit des charges"}]
    assert donnees(page, "BreadcrumbList")["itemListElement"][1]["name"] == "Bonnes pratiques"
    assert page.select_one("meta[property='og:image']")["content"].endswith(".png")
    assert page.select_one("a[href^=mailto\\:gestion]")


@pytest.mark.parametrize(("au", "dite"), [(LE_JOUR, True), (LE_JOUR - datetime.timedelta(days=1), False)])
def test_a_sheet_says_it_is_to_be_reviewed_from_the_day_on(client: StrictClient, au: datetime.date, dite: bool) -> None:
    une = fiche(a_revoir_le=LE_JOUR)
    with time_machine.travel(datetime.datetime.combine(au, datetime.time(10), tzinfo=datetime.UTC)):
        assert ("Fiche à revoir" in mots(lire(client, une.url).main)) is dite


def test_take_ups_are_listed_with_what_came_of_them_but_not_those_hidden(client: StrictClient) -> None:
    une = fiche()
    ReprisePubliqueFactory(fiche=une, resultat="Moitié moins.", resultat_le=datetime.date(2026, 5, 1))
    ReprisePubliqueFactory(fiche=une, masquee=True, adaptation="Rien à voir.")
    section = lire(client, une.url).find(id="reprises").find_parent("section")
    assert "1 coopérative a repris cette pratique." in mots(section)
    assert "Ce que cela a donné, au 1er mai 2026 : Moitié moins." in mots(section)
    assert "Rien à voir" not in mots(section)


def test_similar_sheets_say_why(client: StrictClient) -> None:
    energie = theme("energie")
    une = fiche("Une", engagements=(1,), themes=[energie], metiers=["locatif"], departements=["34"])
    fiche("Toute proche", engagements=(1,), themes=[energie], metiers=["locatif"], departements=["34"])
    fiche("Du même métier", engagements=(5,), metiers=["locatif", "brs"])
    fiche("Sans rapport", engagements=(9,))
    semblables = lire(client, une.url).select(".semblable")
    assert [mots(semblable.a) for semblable in semblables] == ["Toute proche", "Du même métier"]
    raisons = [mots(semblable.select_one(".semblable__raison")) for semblable in semblables]
    assert raisons == ["Même engagement, même thème, même métier, même département", "Même métier"]


@pytest.mark.parametrize("visibilite", Visibilite.values)
def test_a_sheet_and_the_register_answer_each_other_through_a_public_indicator(
    client: StrictClient, visibilite: str
) -> None:
    coop = CooperativeFactory.create()
    with time_machine.travel(datetime.datetime(2026, 6, 15, 10, tzinfo=datetime.UTC)):
        labellisee(datetime.date(2025, 3, 2), coop)
        indicateur = Indicateur.objects.filter(engagement_pris__engagement__numero=1).get()
        Indicateur.objects.filter(pk=indicateur.pk).update(visibilite=visibilite, nom="Présence aux assemblées")
        resultat = {"avant": Decimal(12), "apres": Decimal(31), "unite": "%", "indicateur": indicateur}
        une = fiche("Remplir les assemblées", engagements=(1,), cooperative=coop, resultats=[resultat])
        phrase = "Présence aux assemblées : de 12 à 31 %"
        publique = visibilite == Visibilite.PUBLIQUE
        adresse_engagement = lire(client, "/engagements/").select_one(".sommaire__lien")["href"]
        for adresse in (f"/registre/{coop.slug}/", adresse_engagement):
            page = lire(client, adresse)
            assert page.select_one(f"a[href='{une.url}']"), adresse
            assert (phrase in mots(page.main)) is publique, adresse
        assert bool(lire(client, une.url).select(".resultat__registre")) is publique


def test_the_home_page_shows_the_three_latest(client: StrictClient) -> None:
    for rang in range(4):
        fiche(f"Fiche {rang}")
    titres = [mots(lien) for lien in lire(client, "/").select(".accueil-pratiques .pratique-citee__titre")]
    assert titres == ["Fiche 3", "Fiche 2", "Fiche 1"]


def test_a_sheet_in_french_has_no_english_address_and_a_translated_one_has_both(client: StrictClient) -> None:
    une = fiche("Diviser les charges")
    assert client.get(f"/en{une.url}").status_code == 404
    autre = fiche("Halving the charges", langue="en", traduction_de=une)
    page = lire(client, autre.url)
    assert page.html["lang"] == "en"
    assert {lien["hreflang"] for lien in page.select("link[rel=alternate][hreflang]")} == {"fr", "en", "x-default"}


def test_an_editor_previews_a_sheet_that_was_never_published() -> None:
    une = fiche("Brouillon", engagements=(1, 5), resultats=[{}], publiee=False)
    reponse = une.make_preview_request()
    assert reponse.status_code == 200
    page = BeautifulSoup(reponse.content, "lxml")
    assert mots(page.h1) == "Brouillon"
    assert len(page.select(".resultat")) == 1


@pytest.mark.lent
@pytest.mark.rendu
def test_the_number_of_queries_is_the_same_for_a_sheet_alone_and_among_many(client: StrictClient) -> None:
    une = fiche(engagements=(1,), resultats=[{}], themes=[theme("energie")], etiquettes=["eau"], metiers=["locatif"])
    ReprisePubliqueFactory(fiche=une)
    fiche("Proche", engagements=(1,))

    def requetes() -> int:
        client.get(une.url)
        with CaptureQueriesContext(connection) as captees:
            lire(client, une.url)
        return len(captees)

    seule = requetes()
    for _rang in range(6):
        ReprisePubliqueFactory(fiche=une)
        fiche(engagements=(1, 2), resultats=[{}, {}], metiers=["locatif"])
    assert requetes() == seule <= REQUETES_PERMISES


def pdf(client: StrictClient, adresse: str) -> tuple[str, pikepdf.Pdf]:
    """The words of a PDF and the file itself, which must be a tagged one with a title and a language."""
    reponse = client.get(adresse)
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "application/pdf"), adresse
    document = pikepdf.open(BytesIO(reponse.content))
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "fr"
    with document.open_metadata() as meta:
        assert meta["pdfuaid:part"] == "1"
    texte = " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(reponse.content)).pages).split())
    return texte, document


@pytest.mark.lent
def test_a_sheet_prints_on_two_pages_with_its_address(client: StrictClient) -> None:
    long = "<p>Il a fallu convaincre, mesurer, recommencer.</p>" * 25
    une = fiche("Diviser les charges", point_de_depart=long, n_a_pas_marche=long, conditions=long, resultats=[{}])
    texte, document = pdf(client, f"{une.url}fiche.pdf")
    assert len(document.pages) == 2
    assert str(document.docinfo["/Title"]) == "Diviser les charges"
    for attendu in ("Point de départ", "1 234,5", "610", "Un audit", "Ce qui n’a pas marché", "fictifs"):
        assert attendu in texte, attendu
    liens = [str(a.A.URI) for page in document.pages for a in page.get("/Annots", []) if "/URI" in a.get("/A", {})]
    assert any(lien.endswith(une.url) for lien in liens)
    assert b"/Figure" in b"".join(bytes(str(o), "utf-8") for o in document.objects if isinstance(o, pikepdf.Dictionary))


def test_the_classeur_shows_prints_and_names_what_is_lost(client: StrictClient) -> None:
    une, deux, brouillon = fiche("Une"), fiche("Deux"), fiche("Secrète", publiee=False)
    question = f"?fiches={deux.pk}&fiches={une.pk}&fiches={brouillon.pk}&fiches={deux.pk}&fiches=999999"
    page = lire(client, CLASSEUR + question)

    assert [mots(titre) for titre in page.select(".entree__titre")] == ["Deux", "Une"]
    assert f"numéros {brouillon.pk}, 999999 n’existent pas" in mots(page.main)

    lien = page.select_one("a[type='application/pdf']")["href"]
    assert lien == f"{CLASSEUR_PDF}?fiches={deux.pk}&fiches={une.pk}"
    texte, _document = pdf(client, CLASSEUR_PDF + question)
    assert texte.index("Deux") < texte.index("Une")
    assert "Secrète" not in texte
    assert "Aucune fiche" in mots(lire(client, CLASSEUR).main)


@pytest.mark.parametrize("question", ["fiches=abc", "fiches=-1", "&".join(f"fiches={n}" for n in range(1, 22))])
def test_a_classeur_is_bounded(client: StrictClient, question: str) -> None:
    for adresse in (CLASSEUR, CLASSEUR_PDF):
        assert mots(lire(client, f"{adresse}?{question}", 400).main.strong) == "fiches"
    assert client.get(CLASSEUR_PDF).status_code == 400


def test_a_sheet_puts_itself_in_the_classeur_without_javascript(client: StrictClient) -> None:
    une = fiche()
    formulaire = lire(client, une.url).select_one("form[data-classeur=ajouter]")
    bouton = formulaire.button
    page = lire(client, f"{formulaire['action']}?{bouton['name']}={bouton['value']}")
    assert len(page.select(".pratique")) == 1


def test_a_sheet_leads_a_coop_to_say_that_it_takes_it_up(client: StrictClient) -> None:
    une = fiche()
    lien = lire(client, une.url).select_one('a[href*="/espace/reprendre/"]')
    assert lien["href"] == f"/espace/reprendre/{une.pk}/"
    assert client.get(lien["href"]).headers["Location"].startswith("/compte/login/")
