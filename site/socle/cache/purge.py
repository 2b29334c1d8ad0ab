"""Telling the shared cache in front of the site (nginx) that addresses have changed, once the change is committed.

Which addresses an event changes is said by the room that knows it (`registre.suites.purge`), and here for a page.
Without `CACHE_PURGE_URL` nothing happens: a kept answer lives a minute at most (`socle.cache.durees`). Addresses with a
question (`?statut=…`) are too many to be named, and wait for their minute.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from http.client import HTTPConnection, HTTPException
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.contrib.frontend_cache.utils import PurgeBatch, purge_urls_from_cache
from wagtail.models import Page

journal = logging.getLogger(__name__)

ATTENTE = 2  # seconds: a cache that does not answer must not hold back whoever publishes
ENCORE = 3  # seconds: a page that was being made while it was purged is kept just after, as it was before
FAIT = {200, 204, 404, 412}  # the last two: it was not kept

Adresses = Callable[[], Iterable[str]]
_ensemble: ContextVar[dict[Any, Adresses] | None] = ContextVar("purge", default=None)


def annoncer(cle: Any, adresses: Adresses) -> None:
    """Purge what `adresses` returns (absolute addresses), asked after the commit; nothing if it is rolled back.

    `cle` names the event: within `groupee`, an event that comes back is purged once.
    """
    if not settings.WAGTAILFRONTENDCACHE:
        return

    attendues = _ensemble.get()

    if attendues is None:
        transaction.on_commit(partial(_purger, [adresses]), robust=True)
    else:
        attendues[cle] = adresses


@contextmanager
def groupee() -> Iterator[None]:
    """Announce everything inside at once, at the end: for commands that carry out hundreds of operations."""
    attendues: dict[Any, Adresses] = {}
    jeton = _ensemble.set(attendues)
    try:
        yield
    finally:
        _ensemble.reset(jeton)
    if attendues:
        transaction.on_commit(partial(_purger, list(attendues.values())), robust=True)


def _purger(listes: list[Adresses]) -> None:
    purge_urls_from_cache(sorted({adresse for adresses in listes for adresse in adresses()}))


def dans_chaque_langue(nom: str, *arguments: Any) -> list[str]:
    """Return the absolute address of a view in every language of the site."""
    lues = []
    for langue, _nom in settings.LANGUAGES:
        with translation.override(langue):
            lues.append(settings.WAGTAILADMIN_BASE_URL + reverse(nom, args=arguments))
    return lues


def des_pages(pages: Iterable[Page]) -> list[str]:
    """Return the absolute addresses of these pages and of the views inside them."""
    lot = PurgeBatch()
    lot.add_pages(pages)
    return sorted(lot.urls)


def page_changee(instance: Page, **_kwargs: Any) -> None:
    """Purge a page published or taken offline. Its addresses are read now: a page being deleted has none later."""
    if settings.WAGTAILFRONTENDCACHE:
        adresses = des_pages([instance])
        annoncer(("page", instance.pk), lambda: adresses)


class CacheVoisin(BaseBackend):
    """A cache asked over HTTP by the method PURGE, all addresses on one connection (deploy/nginx.conf)."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.lieu = urlsplit(params["LOCATION"]).netloc

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: Iterable[str]) -> None:
        """Purge these addresses, now and once whatever was being made of them is done."""
        nommees = list(urls)
        self._demander(nommees)
        Timer(ENCORE, self._demander, [nommees]).start()

    def _demander(self, urls: list[str]) -> None:
        """Ask it; say in the log what was not forgotten, and stop at a cache that does not answer."""
        connexion = HTTPConnection(self.lieu, timeout=ATTENTE)
        try:
            for url in urls:
                morceaux = urlsplit(url)
                connexion.request("PURGE", morceaux.path or "/", headers={"Host": morceaux.netloc})
                reponse = connexion.getresponse()
                reponse.read()
                if reponse.status not in FAIT:
                    journal.error("Cache refused to forget %s: %s", url, reponse.status)
        except (OSError, HTTPException) as erreur:
            journal.error("Cache does not answer at %s: %s", self.lieu, erreur)
        finally:
            connexion.close()
