"""A label is shown on another site by a link, a card, a script or oEmbed, and each says the state of the day."""

import datetime
import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from registre.etats import Operation
from registre.lecture.label_du_jour import label_du_jour
from registre.promotion.carte.sur_un_site import sur_un_site
from tests.registre import decisions
from tests.registre.factories import CooperativeFactory, labellisee, retiree
from tests.registre.journaux import dernier
from tests.registre.lecture import lire, mots

D = datetime.date
SITE = "http://localhost:8000"
MATIN = datetime.datetime(2026, 11, 28, 9, tzinfo=datetime.UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("jour"), pytest.mark.rendu]


@pytest.fixture
def jour() -> Iterator[None]:
    with time_machine.travel(MATIN, tick=False):
        yield


def numero(**coop: Any) -> str:
    return labellisee(D(2025, 3, 1), CooperativeFactory.create(**coop)).numero


def demander(client: Client, url: str, statut: int = 200, **question: str) -> Any:
    """Return the oEmbed answer for an address, which must have this status."""
    reponse = client.get("/registre/oembed", {"url": url} | question)
    assert reponse.status_code == statut, (url, reponse.status_code, reponse.content)
    return reponse


def test_the_card_says_the_state_of_the_day_and_may_be_framed_by_any_site(client: Client) -> None:
    le_sien = numero(nom="Coop de la Vallée", nom_usuel="")
    adresse = f"/registre/labels/{le_sien}/carte/"

    reponse = client.get(adresse)
    page = lire(client, adresse)

    assert "Coop de la Vallée" in mots(page.main)
    assert mots(page.select_one(".statut--labellisee")) == "En vigueur jusqu’au 29 février 2028"
    assert page.select_one("a")["target"] == "_top"
    assert page.find("script") is None
    assert not reponse.cookies
    assert "X-Frame-Options" not in reponse.headers
    assert "frame-ancestors *" in reponse.headers["Content-Security-Policy"]
    assert reponse.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert reponse.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"

    retiree(dernier(Operation.ACCORDER_LABEL).cooperative.labels.get(), D(2026, 11, 28))
    assert mots(lire(client, adresse).select_one(".statut--retiree")) == "Retiré le 28 novembre 2026"


def test_no_other_page_may_be_framed_by_another_site(client: Client) -> None:
    le_sien = numero()
    for suite in ("", "montrer/"):
        reponse = client.get(f"/registre/labels/{le_sien}/{suite}")
        assert reponse.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in reponse.headers["Content-Security-Policy"]


def test_the_card_of_a_number_that_is_no_label_says_so(client: Client) -> None:
    page = lire(client, "/registre/labels/QC-2031-0001/carte/", 404)
    assert mots(page.h1) == "Aucun label ne porte le numéro QC-2031-0001"

    le_sien = numero()
    decisions.annuler(dernier(Operation.ACCORDER_LABEL).pk, motif="Donné par erreur.")
    assert "Numéro annulé le 28 novembre 2026" in mots(lire(client, f"/registre/labels/{le_sien}/carte/").main)
    assert client.get(f"/registre/labels/{le_sien.lower()}/carte/").headers["Location"].endswith(f"{le_sien}/carte/")


def test_oembed_gives_a_titled_frame_around_the_card(client: Client) -> None:
    le_sien = numero(nom="Coop de la Vallée", nom_usuel="", demonstration=False)
    reponse = demander(client, f"{SITE}/registre/labels/{le_sien}/")
    lue = json.loads(reponse.content)
    cadre = BeautifulSoup(lue["html"], "lxml").iframe

    assert (lue["type"], lue["version"], lue["cache_age"]) == ("rich", "1.0", 3600)
    assert lue["title"] == f"Label Quali’Coop {le_sien}, Coop de la Vallée\u00a0: état du jour au registre"
    assert cadre["src"] == f"{SITE}/registre/labels/{le_sien}/carte/"
    assert cadre["title"] == lue["title"]
    assert (cadre["width"], cadre["height"]) == (str(lue["width"]), str(lue["height"]))
    assert reponse.headers["Access-Control-Allow-Origin"] == "*"
    assert reponse.headers["Content-Type"] == "application/json"

    xml = ElementTree.fromstring(demander(client, f"{SITE}/registre/labels/{le_sien}/", format="xml").content)  # noqa: S314
    assert {nom: xml.findtext(nom) for nom in lue} == {nom: str(valeur) for nom, valeur in lue.items()}


def test_oembed_reads_every_way_an_address_of_ours_is_written(client: Client) -> None:
    coop = CooperativeFactory.create()
    le_sien = labellisee(D(2025, 3, 1), coop).numero
    for chemin in (
        f"/registre/labels/{le_sien}",
        f"/registre/labels/{le_sien.lower()}/",
        f"/registre/labels/{le_sien}/?au=2026-01-01#statut",
        f"/registre/labels/{le_sien}/carte/",
        f"/registre/{coop.slug}/",
        f"/registre/siren/{coop.siren}/",
    ):
        for langue in ("", "/en"):
            lue = demander(client, f"{SITE}{langue}{chemin}").json()
            assert f'src="{SITE}{langue}/registre/labels/{le_sien}/carte/"' in lue["html"], chemin


@pytest.mark.parametrize(
    "url",
    [
        f"{SITE}/registre/labels/QC-2031-0001/",
        f"{SITE}/registre/donnees/",
        f"{SITE}/",
        f"{SITE}/registre/inconnue/",
        "https://exemple.org/registre/labels/QC-2025-0001/",
        "http://[/registre/",
        "ftp://localhost:8000/registre/labels/QC-2025-0001/",
        f"{SITE}/registre/labels/%00/",
        f"{SITE}/registre/%F0%9F%8F%A0/",
        "QC-2025-0001",
    ],
)
def test_oembed_is_a_404_for_what_is_not_ours(client: Client, url: str) -> None:
    numero()
    demander(client, url, 404)


def test_oembed_shows_no_label_for_a_coop_that_has_none_now(client: Client) -> None:
    coop = CooperativeFactory.create()
    labellisee(D(2020, 3, 1), coop)
    demander(client, f"{SITE}/registre/{coop.slug}/", 404)


def test_oembed_refuses_in_words_and_keeps_within_what_is_allowed(client: Client) -> None:
    le_sien = f"{SITE}/registre/labels/{numero()}/"
    demander(client, le_sien, 501, format="yaml")
    demander(client, "", 400)
    demander(client, le_sien, 400, maxwidth="large")
    demander(client, le_sien, 400, maxwidth="0")
    etroite = demander(client, le_sien, maxwidth="320", maxheight="200").json()
    assert (etroite["width"], etroite["height"]) == (320, 200)
    assert demander(client, le_sien, maxwidth="1000").json()["width"] == 480


def test_an_oembed_answer_does_not_outlive_the_day(client: Client) -> None:
    le_sien = f"{SITE}/registre/labels/{numero()}/"
    with time_machine.travel(datetime.datetime(2026, 11, 28, 22, 50, tzinfo=datetime.UTC), tick=False):
        reponse = demander(client, le_sien)
        assert reponse.json()["cache_age"] == 600
        assert reponse.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_pages_that_show_a_current_label_say_where_to_ask(client: Client) -> None:
    coop, ancienne = CooperativeFactory.create(), CooperativeFactory.create()
    le_sien = labellisee(D(2025, 3, 1), coop).numero
    labellisee(D(2020, 3, 1), ancienne)

    for chemin in (f"/registre/labels/{le_sien}/", f"/registre/{coop.slug}/", f"/en/registre/{coop.slug}/"):
        liens = lire(client, chemin).select("link[rel=alternate][type$='+oembed']")
        assert [lien["type"] for lien in liens] == ["application/json+oembed", "text/xml+oembed"]
        for lien in liens:
            assert client.get(lien["href"].removeprefix(SITE)).status_code == 200
    assert lire(client, f"/registre/{ancienne.slug}/").select("link[type$='+oembed']") == []


def test_what_is_pasted_is_well_made_whatever_the_name(client: Client) -> None:
    nom = "Coop <b>\"Toit\"</b> & 'Azur' שלום"
    lu = label_du_jour(numero(nom=nom, nom_usuel=""), D(2026, 11, 28))
    assert lu is not None

    a_coller = sur_un_site(lu)
    for code in (a_coller.lien, a_coller.cadre, a_coller.lien_remplace, *(badge.code for badge in a_coller.badges)):
        lu_html = BeautifulSoup(code, "lxml")
        assert lu_html.find("b") is None
        dit = " ".join([lu_html.get_text(), *(str(e.get("title") or e.get("alt") or "") for e in lu_html.find_all())])
        assert nom in dit
    with translation.override("en"):
        assert f"{SITE}/en/registre/labels/{lu.numero}/carte/" in sur_un_site(lu).cadre


def test_the_page_that_shows_how_gives_the_code_and_the_badges(client: Client) -> None:
    le_sien = numero()
    page = lire(client, f"/registre/labels/{le_sien}/montrer/")
    assert "frame-src 'self'" in client.get(f"/registre/labels/{le_sien}/montrer/").headers["Content-Security-Policy"]
    codes = [code.get_text() for code in page.select(".montre-code")]

    assert any(code.startswith("<iframe") for code in codes)
    assert any("data-qualicoop" in code for code in codes)
    assert any("WAGTAILEMBEDS_FINDERS" in code for code in codes)
    for image in page.select(".montre-badges img"):
        assert client.get(image["src"]).status_code == 200
        assert "En vigueur" in image["alt"]
    for lien in page.select(".montre-badges a[download]"):
        reponse = client.get(lien["href"])
        assert reponse.headers["Content-Disposition"].startswith(f'attachment; filename="qualicoop-{le_sien}-')

    assert lire(client, f"/registre/labels/{le_sien}/").select_one(f'a[href$="{le_sien}/montrer/"]')
    assert client.get("/registre/labels/QC-2031-0001/montrer/").status_code == 404
    assert client.get("/registre/labels/QC-2031-0001/badge-a-telecharger.svg").status_code == 404


def test_the_script_is_a_kilobyte_at_most_and_named_in_the_code(client: Client) -> None:
    reponse = client.get("/registre/carte.js")
    assert len(reponse.content) <= 1024
    assert reponse.headers["Content-Type"].startswith("text/javascript")
    assert reponse.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
