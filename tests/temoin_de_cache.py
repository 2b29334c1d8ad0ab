"""A cache that forgets nothing and remembers what it was asked to forget."""

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

import pytest
from pytest_django import Settings
from wagtail.contrib.frontend_cache.backends.base import BaseBackend

REGLAGE: dict[str, Any] = {"default": {"BACKEND": "tests.temoin_de_cache.CacheTemoin"}}
SITES = re.compile("^http://localhost(:8000)?(?=/)")  # our own; any other stays whole, and is seen
Purgees = Callable[[Callable[[], Any]], set[str]]


class CacheTemoin(BaseBackend):
    """Keeps the addresses it was asked to purge, in one list for the whole process: tests empty it."""

    demandees: ClassVar[list[str]] = []

    def purge_batch(self, urls: Iterable[str]) -> None:
        self.demandees.extend(urls)


@pytest.fixture
def purgees(settings: Settings, django_capture_on_commit_callbacks: Any) -> Purgees:
    """Return a function that does something and returns the paths purged once it is committed."""
    settings.WAGTAILFRONTENDCACHE = REGLAGE

    def faire(quoi: Callable[[], Any]) -> set[str]:
        CacheTemoin.demandees.clear()
        with django_capture_on_commit_callbacks(execute=True):
            quoi()
            assert CacheTemoin.demandees == []  # nothing before the commit
        return {SITES.sub("", adresse) for adresse in CacheTemoin.demandees}

    return faire
