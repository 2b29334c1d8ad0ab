"""Redis that does not answer: nothing fails for want of it. Its return is seen on a real one, in tests/pannes."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.test import Client, RequestFactory

from registre.comptes.cadence import PAR_ADRESSE, compter_l_envoi, refus_de_cadence
from socle import sante
from socle.affluence.debit import compter
from socle.affluence.refus import TropDeDemandes
from socle.cache import partage
from socle.repit import Repit
from tests.rigueur.site_servi import free_port


@pytest.fixture
def sans_redis(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A site set as production is, whose Redis is not there."""
    monkeypatch.setattr(partage, "REPIT", Repit(5))
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "socle.cache.partage.CachePartage", "LOCATION": f"redis://127.0.0.1:{free_port()}/0"},
    }
    yield
    caches["default"].ici.clear()  # type: ignore[attr-defined]
    partage._changees.clear()


@pytest.mark.django_db
def test_a_page_is_given(sans_redis: None) -> None:
    assert Client().get("/compte/login/").status_code == 200
    assert partage.en_panne()


@pytest.mark.django_db
def test_whoever_watches_is_told(sans_redis: None) -> None:
    with pytest.raises(OSError, match="Redis does not answer"):
        sante.essayer_le_cache()


def test_what_a_visitor_asks_is_still_bounded(sans_redis: None) -> None:
    demande = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7")
    for _demande in range(3):
        compter(demande, "essai", par_minute=3)
    with pytest.raises(TropDeDemandes):
        compter(demande, "essai", par_minute=3)


def test_mail_of_a_day_is_still_bounded(sans_redis: None) -> None:
    for _envoi in range(PAR_ADRESSE):
        assert not refus_de_cadence(1, "a@exemple.fr", 1)
        compter_l_envoi(1, "a@exemple.fr", 1)
    assert "invitations aujourd’hui" in refus_de_cadence(1, "a@exemple.fr", 1)


def test_what_is_kept_meanwhile_is_given_back(sans_redis: None) -> None:
    cache.set_many({"a": 1, "b": 2})
    cache.delete_many(["a"])
    assert (cache.get_many(["a", "b"]), "b" in cache, cache.touch("a")) == ({"b": 2}, True, False)
