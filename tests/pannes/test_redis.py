"""Redis gone, or stopped short, then back: pages are made without it, and nothing it held too long comes back."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

from socle.cache import partage
from tests.pannes.charge import Charge
from tests.pannes.constat import exiger_que_rien_ne_soit_perdu
from tests.pannes.monde import Monde

pytestmark = pytest.mark.lent
PATIENCE = 30  # seconds: what a request may take on a busy machine, well under what a Redis that never answers would


@pytest.fixture
def cache(debout: Monde, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The cache of this process, on their Redis; it asks again after a tenth of a second."""
    monkeypatch.setattr(partage.REPIT, "secondes", 0.1)
    options = {"OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3}}
    cache: Any = partage.CachePartage(debout.redis.adresse, options)
    yield cache
    for liens in cache._cache._pools.values():
        liens.disconnect()


def test_without_redis_every_page_is_given_and_decisions_are_read_at_once(debout: Monde) -> None:
    with Charge(debout) as charge:
        charge.attendre(2)
        debout.redis.arreter()
        charge.attendre(3)
        question = f"/registre/?q={time.time()}"  # an address that nothing keeps
        assert debout.visiteur().lire(question).statut == 200
        statut, dit = debout.service.est_pret()
        debout.redis.demarrer()

    assert (statut, '"cache": "en panne"' in dit) == (503, True)
    assert charge.ratees == []
    exiger_que_rien_ne_soit_perdu(debout, charge)


def test_a_redis_that_never_answers_holds_nobody_for_long(debout: Monde) -> None:
    with Charge(debout) as charge:
        charge.attendre(2)
        debout.redis.figer()
        charge.attendre(3)
        debout.redis.degeler()

    assert charge.ratees == []
    assert charge.plus_longue < PATIENCE
    exiger_que_rien_ne_soit_perdu(debout, charge)


def test_what_changed_meanwhile_is_not_found_again_as_it_was(debout: Monde, cache: Any) -> None:
    cache.set("change", "avant")
    cache.set("oublie", "avant")
    cache.set("reste", "avant")
    debout.redis.figer()

    cache.set("change", "pendant")
    cache.delete("oublie")
    assert (cache.get("change"), cache.get("oublie"), partage.en_panne()) == ("pendant", None, True)

    debout.redis.degeler()
    time.sleep(0.2)
    cache.get("reste")
    assert cache.get_many(["change", "oublie", "reste"]) == {"reste": "avant"}
    assert not partage.en_panne()


def test_what_a_visitor_asks_is_counted_all_the_same(debout: Monde, cache: Any) -> None:
    debout.redis.figer()
    try:
        assert cache.add("debit", 0, 120)
        assert not cache.add("debit", 0, 120)
        assert [cache.incr("debit") for _demande in range(3)] == [1, 2, 3]
    finally:
        debout.redis.degeler()
