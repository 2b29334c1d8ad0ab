"""What is asked of the register and costs many pages is done in turn, or refused before it is read."""

import dataclasses
import datetime
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from registre.public import calculs
from registre.public.verifier import liste_de_siren
from tests.affluence import guichet_plein, visiteur
from tests.registre.factories import CooperativeFactory, labellisee
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db

LISTE = "/registre/verifier/"
FICHIERS = ("registre.csv", "registre.json", "labels.csv")
MIDI = datetime.datetime(2026, 6, 15, 12, 0, 20, tzinfo=datetime.UTC)


def abandonner(reponse: Any) -> None:
    """Do as the server with a file whose reader left, or asked its headers alone."""
    assert reponse.status_code == 200
    for fermer in reponse._resource_closers:
        fermer()


def envoyer(client: Client, contenu: bytes) -> Any:
    """Send this file to be checked."""
    return client.post(LISTE, {"fichier": SimpleUploadedFile("liste.csv", contenu, "text/csv")})


@pytest.mark.parametrize("fin", [b"\n", b"\r", b"\r\n"])
def test_a_file_of_too_many_lines_is_refused_before_it_is_read(
    client: Client, monkeypatch: pytest.MonkeyPatch, fin: bytes
) -> None:
    monkeypatch.setattr(liste_de_siren, "colonne_siren", lambda _texte: pytest.fail("it was read"))
    page = envoyer(client, (b"1" + fin) * 300_000)
    assert page.status_code == 400
    assert "Plus de 1000 lignes" in page.content.decode()


def test_a_list_of_too_many_lines_is_refused_before_it_is_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(liste_de_siren, "lire_liste", lambda _texte: pytest.fail("it was read"))
    page = client.post(LISTE, {"sirens": "1\n" * 400_000})
    assert page.status_code == 400
    assert "Coupez la liste" in page.content.decode()


def test_a_request_too_heavy_to_hold_a_list_is_refused_unread(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.http.HttpRequest._load_post_and_files", lambda _request: pytest.fail("it was read"))
    page = envoyer(client, b"1" * 5_000_000)
    assert page.status_code == 400
    assert "trop longue pour être lue" in page.content.decode()


def test_a_list_is_checked_in_turn(client: Client) -> None:
    siren = CooperativeFactory.create().siren
    with guichet_plein(calculs.CALCULS):
        refus = client.post(LISTE, {"sirens": siren})
        assert envoyer(client, b"1\n" * 20_000).status_code == 400  # what is wrong is said all the same
        assert client.get(LISTE, {"q": siren}).status_code == 200
    assert (refus.status_code, 2 <= int(refus.headers["Retry-After"]) <= 4) == (429, True)
    assert "Trop de demandes en ce moment" in refus.content.decode()
    assert client.post(LISTE, {"sirens": siren}).status_code == 200


@pytest.mark.parametrize(("langue", "accueil"), [("fr", "/"), ("en", "/en/")])
def test_a_refusal_is_a_page_in_the_language_of_the_address(client: Client, langue: str, accueil: str) -> None:
    prefixe = "" if langue == "fr" else "/en"
    with guichet_plein(calculs.CALCULS):
        page = BeautifulSoup(client.post(prefixe + LISTE, {"sirens": "123456789"}).content, "lxml")
    assert (page.html["lang"], page.main.a["href"], page.header.a["href"]) == (langue, accueil, accueil)


def test_a_visitor_has_so_many_lists_checked_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculs, "PAR_MINUTE", 2)
    lea, luc = visiteur("203.0.113.7"), visiteur("203.0.113.8")
    with time_machine.travel(MIDI, tick=False):
        codes = [personne.post(LISTE, {"sirens": "123456789"}).status_code for personne in (lea, lea, lea, luc)]
    assert codes == [200, 200, 429, 200]


@pytest.mark.parametrize("fichier", FICHIERS)
def test_a_long_file_is_sent_in_turn_and_gives_it_back(
    client: Client, monkeypatch: pytest.MonkeyPatch, fichier: str
) -> None:
    labellisee(datetime.date(2024, 3, 1), CooperativeFactory.create())
    adresse = f"/registre/donnees/{fichier}?au=2025-01-01"
    with guichet_plein(calculs.CALCULS):
        court = client.get(adresse)
        entier = b"".join(court)
        assert court.status_code == 200
        monkeypatch.setattr(calculs, "RANGEES_SANS_TOUR", 0)
        assert mots(lire(client, adresse, 429).h1) == "Trop de demandes en ce moment"

    for _fois in range(calculs.CALCULS.par_processus + 1):  # each gives its seat back, read or not
        assert b"".join(client.get(adresse)) == entier
        abandonner(client.get(adresse))
        abandonner(client.head(adresse))


def test_one_long_file_is_sent_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    labellisee(datetime.date(2024, 3, 1), CooperativeFactory.create())
    monkeypatch.setattr(calculs, "RANGEES_SANS_TOUR", 0)
    monkeypatch.setattr(calculs, "CALCULS", dataclasses.replace(calculs.CALCULS, patience=0.1))
    premier = client.get("/registre/donnees/registre.csv?au=2025-01-01")
    assert client.get("/registre/donnees/registre.json?au=2025-01-01").status_code == 429
    assert b"".join(premier)
    assert client.get("/registre/donnees/registre.json?au=2025-01-01").status_code == 200
