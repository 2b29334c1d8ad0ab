"""What costs dear is done at a counter: so many at once, so many who wait, so much a visitor, so many bytes kept."""

import dataclasses
import datetime
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from config.environment import BASE_DIR
from raison_detre.models import AccueilPage, PageEditoriale
from socle.dessins import atelier
from socle.dessins import guichet_des_dessins as dessins
from socle.dessins.partage import adresse_vignette
from socle.dessins.reponse_pdf import Impression, repondre_pdf
from tests.affluence import guichet_plein, tenir_a_part, visiteur
from tests.registre.lecture import mots
from tests.rigueur.html import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.rendu]

MIDI = datetime.datetime(2026, 6, 15, 12, 0, 20, tzinfo=datetime.UTC)


def nouvelle_image(page: PageEditoriale) -> str:
    """Change a page's title; return the address of its image, which nobody has drawn yet."""
    page.title = f"{page.title} encore"
    page.save_revision().publish()
    return adresse_vignette(page)


def fichiers() -> list[Path]:
    """What is kept on disk."""
    return sorted(caches["dessins"].dossier.iterdir())  # type: ignore[attr-defined]


def test_whoever_comes_when_the_room_is_full_is_asked_to_come_back(
    client: StrictClient, page_publique: PageEditoriale
) -> None:
    with guichet_plein(dessins.DESSINS):
        refus = client.get(adresse_vignette(page_publique))
        assert client.get(page_publique.url).status_code == 200
    assert refus.status_code == 429
    page = BeautifulSoup(refus.content, "lxml")
    assert mots(page.h1) == "Trop de demandes en ce moment"
    assert f"Réessayez dans {refus.headers['Retry-After']} secondes" in mots(page.main)
    assert refus.headers["Cache-Control"] == "no-store"


def test_whoever_found_no_room_has_spent_nothing(
    client: StrictClient, page_publique: PageEditoriale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dessins, "PAR_MINUTE", 1)
    with guichet_plein(dessins.DESSINS):
        assert client.get(adresse_vignette(page_publique)).status_code == 429
    assert client.get(adresse_vignette(page_publique)).status_code == 200


def test_what_is_kept_needs_no_room(client: StrictClient, page_publique: PageEditoriale) -> None:
    image = client.get(adresse_vignette(page_publique)).content
    with guichet_plein(dessins.DESSINS):
        assert client.get(adresse_vignette(page_publique)).content == image


def test_a_seat_is_free_again_when_the_process_that_held_it_is_killed(
    client: StrictClient, page_publique: PageEditoriale
) -> None:
    tenants = tenir_a_part(dessins.DESSINS)
    plein = client.get(adresse_vignette(page_publique)).status_code
    for tenant in tenants:
        tenant.kill()
        tenant.communicate()
    assert (plein, client.get(adresse_vignette(page_publique)).status_code) == (429, 200)


def test_a_process_keeps_threads_for_its_pages(client: StrictClient, page_publique: PageEditoriale) -> None:
    assert dessins.DESSINS.par_processus < dessins.DESSINS.a_la_fois + dessins.DESSINS.en_attente
    with dessins.DESSINS.place(), dessins.DESSINS.place():
        assert client.get(adresse_vignette(page_publique)).status_code == 429
    assert client.get(adresse_vignette(page_publique)).status_code == 200


def test_a_turn_that_does_not_come_is_not_waited_for_ever(
    client: StrictClient, page_publique: PageEditoriale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dessins, "DESSINS", dataclasses.replace(dessins.DESSINS, patience=0.1))
    with guichet_plein(dessins.DESSINS, "tour"):
        assert client.get(adresse_vignette(page_publique)).status_code == 429
    assert client.get(adresse_vignette(page_publique)).status_code == 200


def test_a_visitor_has_so_many_drawings_a_minute_and_takes_none_from_the_others(
    page_publique: PageEditoriale, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dessins, "PAR_MINUTE", 2)
    lea, luc = visiteur("203.0.113.7"), visiteur("203.0.113.8")

    with time_machine.travel(MIDI, tick=False):
        vues = [nouvelle_image(page_publique) for _rang in range(2)]
        codes = [lea.get(nouvelle_image(page_publique)).status_code for _rang in range(2)]
        refus = lea.get(nouvelle_image(page_publique))
        assert (codes, refus.status_code, refus.headers["Retry-After"]) == ([200, 200], 429, "40")
        assert luc.get(adresse_vignette(page_publique)).status_code == 200
        assert lea.get(adresse_vignette(page_publique)).status_code == 200  # drawn for the other one
        assert lea.get(vues[0]).status_code == 302

    with time_machine.travel(MIDI + datetime.timedelta(seconds=40), tick=False):
        assert lea.get(nouvelle_image(page_publique)).status_code == 200


@pytest.mark.parametrize(
    ("autre", "code"), [("2001:db8:1:2:ffff::9", 429), ("2001:db8:1:3::1", 200)], ids=["same home", "other home"]
)
def test_a_visitor_is_a_home_whatever_addresses_it_holds(
    page_publique: PageEditoriale, monkeypatch: pytest.MonkeyPatch, autre: str, code: int
) -> None:
    monkeypatch.setattr(dessins, "PAR_MINUTE", 1)
    with time_machine.travel(MIDI, tick=False):
        assert visiteur("2001:db8:1:2::1").get(nouvelle_image(page_publique)).status_code == 200
        assert visiteur(autre).get(nouvelle_image(page_publique)).status_code == code


def test_the_address_counted_is_what_our_proxy_saw(
    page_publique: PageEditoriale, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    monkeypatch.setattr(dessins, "PAR_MINUTE", 1)
    dits = ("198.51.100.1, 203.0.113.7", "198.51.100.2, 203.0.113.7")
    with time_machine.travel(MIDI, tick=False):
        codes = [
            Client(headers={"x-forwarded-for": dit}).get(nouvelle_image(page_publique)).status_code for dit in dits
        ]
    assert codes == [200, 429]


def test_what_is_kept_holds_in_so_many_bytes_and_what_was_asked_longest_ago_goes_first(
    client: StrictClient, accueil: AccueilPage, page_publique: PageEditoriale, monkeypatch: pytest.MonkeyPatch
) -> None:
    aimee = adresse_vignette(accueil)

    client.get(aimee)
    client.get(adresse_vignette(page_publique))
    octets = sum(chemin.stat().st_size for chemin in fichiers()) * 2
    monkeypatch.setattr(caches["dessins"], "octets", octets)
    for _rang in range(5):
        for chemin in fichiers():  # ten seconds pass
            os.utime(chemin, (chemin.stat().st_mtime - 10, chemin.stat().st_mtime - 10))
        with guichet_plein(dessins.DESSINS):  # kept, not drawn again
            assert client.get(aimee).status_code == 200
        assert client.get(nouvelle_image(page_publique)).status_code == 200
        assert sum(chemin.stat().st_size for chemin in fichiers()) <= octets

    assert len(fichiers()) < 7


def imprimer() -> HttpResponse:
    """Ask for a PDF of one line."""
    html = "<html lang=fr><title>Essai</title><h1>Essai</h1>"
    return repondre_pdf(RequestFactory().get("/"), html, Impression("essai.pdf"))


@pytest.mark.lent
@pytest.mark.parametrize(
    ("programme", "secondes"),
    [("import os; os.kill(os.getpid(), 9)", 40), ("import time; time.sleep(60)", 0.5), ("print('no PDF')", 40)],
    ids=["crashes", "does not end", "gives something else"],
)
def test_a_drawing_that_fails_gives_its_turn_back(
    monkeypatch: pytest.MonkeyPatch, programme: str, secondes: float
) -> None:
    with monkeypatch.context() as panne:
        panne.setattr(atelier, "PROGRAMME", ("-c", programme))
        panne.setattr(atelier, "SECONDES", secondes)
        refus = imprimer()
    assert (refus.status_code, refus.headers["Retry-After"]) == (503, "60")
    assert "Ce PDF ne peut pas être fabriqué" in refus.content.decode()
    assert imprimer().status_code == 200


def test_what_the_drawing_program_says_goes_to_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as essai:
        essai.setattr(
            atelier, "PROGRAMME", ("-c", "import sys; print('%PDF-'); sys.stderr.write('a figure without words')")
        )
        imprimer()
        essai.setattr(atelier, "PROGRAMME", ("-c", "import sys; sys.exit('no font')"))
        repondre_pdf(RequestFactory().get("/"), "<html lang=fr>", Impression("autre.pdf"))

    assert "a figure without words" in caplog.text
    assert "PDF refused: A drawing ended with 1: no font" in caplog.text


@pytest.mark.parametrize("garde", [0, 20, -20])
def test_a_kept_file_that_is_damaged_is_drawn_again(
    client: StrictClient, page_publique: PageEditoriale, garde: int
) -> None:
    image = client.get(adresse_vignette(page_publique)).content
    [fichier] = fichiers()
    fichier.write_bytes(fichier.read_bytes()[:garde])
    assert client.get(adresse_vignette(page_publique)).content == image


def test_a_disk_that_takes_nothing_more_costs_drawings_and_no_answer(
    client: StrictClient, page_publique: PageEditoriale, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fichier").touch()
    monkeypatch.setattr(caches["dessins"], "dossier", tmp_path / "fichier")
    assert client.get(adresse_vignette(page_publique)).status_code == 200


def test_a_folder_that_cannot_be_made_stops_drawings_alone(
    client: StrictClient, page_publique: PageEditoriale, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "fichier").touch()
    settings.DRAWINGS_ROOT = tmp_path / "fichier"
    assert imprimer().status_code == 503
    assert client.get(page_publique.url).status_code == 200


SERVIR = """
import sys, django
django.setup()
from socle.dessins import atelier
from socle.dessins.guichet_des_dessins import DESSINS
dire = "import os, time; print(os.getpid(), file=open({!r}, 'w')); time.sleep(60)"
atelier.PROGRAMME = ("-c", dire.format(sys.argv[1]))
with DESSINS.tour() as tour:
    atelier.dessiner("", tour=tour)
"""


@pytest.mark.lent
def test_a_serving_process_that_is_killed_leaves_the_turn_to_the_drawing_it_began(
    client: StrictClient, page_publique: PageEditoriale, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dessins, "DESSINS", dataclasses.replace(dessins.DESSINS, a_la_fois=1, patience=0.1))
    racine = {"DRAWINGS_ROOT": str(settings.DRAWINGS_ROOT), "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    dit = tmp_path / "pid"
    serveur = subprocess.Popen([sys.executable, "-c", SERVIR, str(dit)], cwd=BASE_DIR, env=os.environ | racine)  # noqa: S603
    while not (dit.exists() and dit.read_text()):
        assert serveur.poll() is None
        time.sleep(0.05)
    serveur.kill()
    serveur.wait()
    assert client.get(adresse_vignette(page_publique)).status_code == 429

    os.kill(int(dit.read_text()), signal.SIGKILL)
    fin = time.monotonic() + 20
    while (code := client.get(adresse_vignette(page_publique)).status_code) == 429 and time.monotonic() < fin:
        time.sleep(0.05)
    assert code == 200
