"""With the site stopped, what was read today is given until midnight in Paris, and nothing else (docs/decisions/0061).

The nginx of `deploy/`, run for real; its clock is moved by `faketime`.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from socle.cache import purge
from tests.config.devant import NOM, LienVersLeSite, Nginx, SiteDEssai
from tests.rigueur.certificat import sans_autorite

pytestmark = [pytest.mark.lent, pytest.mark.sans_base]
PAGE = "/registre/coop-a/"
PERIMEE = 2.2  # seconds: nginx counts in whole ones, and what is kept here is good for one


@pytest.fixture
def site() -> Iterator[SiteDEssai]:
    essai = SiteDEssai()
    yield essai
    essai.arreter()


@pytest.fixture
def devant(site: SiteDEssai, tmp_path: Path) -> Iterator[Nginx]:
    """The nginx in front of it."""
    tmp_path.chmod(0o755)
    nginx = Nginx(tmp_path, site)
    nginx.demarrer()
    yield nginx
    nginx.arreter()


def lue_puis_arretee(devant: Nginx, site: SiteDEssai, adresse: str = PAGE) -> str:
    """Read this address, then stop the site and let what was kept grow old; return what was read."""
    statut, _cache, corps = devant.lire(adresse)
    assert statut == 200
    site.arreter()
    time.sleep(PERIMEE)
    return corps


def test_a_page_read_today_is_given_again_while_the_site_is_stopped(devant: Nginx, site: SiteDEssai) -> None:
    corps = lue_puis_arretee(devant, site)
    assert devant.lire(PAGE) == (200, "STALE", corps)

    statut, _cache, dit = devant.lire("/jamais-lue/")
    assert statut == 503
    assert "Le programme du site est arrêté" in dit

    site.demarrer()
    assert devant.lire(PAGE)[2] != corps


def test_while_the_site_says_that_its_database_is_down_too(devant: Nginx, site: SiteDEssai) -> None:
    _statut, _cache, corps = devant.lire(PAGE)
    time.sleep(PERIMEE)
    site.statut = 503
    assert devant.lire(PAGE) == (200, "STALE", corps)
    assert devant.lire("/jamais-lue/")[0] == 503
    site.statut = 500
    assert devant.lire(PAGE)[0] == 500


@pytest.mark.parametrize("adresse", [f"{PAGE}?au=2026-01-01", "/registre/?statut=labellisee"])
def test_not_an_address_with_a_question_which_no_purge_names(devant: Nginx, site: SiteDEssai, adresse: str) -> None:
    corps = devant.lire(adresse)[2]
    assert devant.lire(adresse) == (200, "HIT", corps)
    lue_puis_arretee(devant, site, adresse)
    assert devant.lire(adresse)[0] == 503


def test_not_what_was_purged_nor_to_whoever_has_a_session(devant: Nginx, site: SiteDEssai) -> None:
    devant.lire("/autre/")
    assert devant.oublier("/autre/") == 200
    corps = lue_puis_arretee(devant, site)

    assert devant.lire("/autre/")[0] == 503
    assert devant.lire(PAGE, Cookie="__Host-session=abc")[0] == 503
    assert devant.lire(PAGE) == (200, "STALE", corps)


def test_a_page_whose_process_dies_is_asked_of_another_and_a_form_is_never_sent_twice(
    devant: Nginx, site: SiteDEssai
) -> None:
    site.coupures = 1
    assert devant.lire("/lue-en-deux-fois/")[0] == 200
    assert site.demandes == 2

    site.coupures = 1
    lien = LienVersLeSite(devant.tls, sans_autorite())
    lien.request("POST", "/formulaire/", b"champ=valeur", {"Host": NOM})
    assert lien.getresponse().status == 503
    lien.close()
    assert site.demandes == 3


def test_not_tomorrow(devant: Nginx, site: SiteDEssai) -> None:
    lue_puis_arretee(devant, site)
    devant.arreter()
    devant.demarrer(decalage="+1d")
    assert devant.lire(PAGE)[0] == 503


def test_an_nginx_that_does_not_keep_the_time_of_paris_keeps_no_page(devant: Nginx, site: SiteDEssai) -> None:
    devant.arreter()
    devant.demarrer(heure="UTC")
    assert [devant.lire(PAGE)[1] for _fois in range(2)] == ["BYPASS", "BYPASS"]
    lue_puis_arretee(devant, site)
    assert devant.lire(PAGE)[0] == 503


def test_a_page_being_made_when_it_is_purged_is_not_kept_as_it_was(
    devant: Nginx, site: SiteDEssai, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(purge, "ENCORE", 0.5)
    site.attente = 0.3
    with ThreadPoolExecutor(1) as fil:
        en_cours = fil.submit(devant.lire, PAGE)
        time.sleep(0.15)
        purge.CacheVoisin({"LOCATION": f"http://127.0.0.1:{devant.purge}"}).purge(f"https://{NOM}{PAGE}")
        avant = en_cours.result()[2]
    time.sleep(0.45)
    assert devant.lire(PAGE)[2] != avant
