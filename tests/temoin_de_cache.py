"""A cache that forgets nothing and remembers what it was asked to forget."""

from collections.abc import Iterable
from typing import Any, ClassVar

from wagtail.contrib.frontend_cache.backends.base import BaseBackend

REGLAGE: dict[str, Any] = {"default": {"BACKEND": "tests.temoin_de_cache.CacheTemoin"}}


class CacheTemoin(BaseBackend):
    """Keeps the addresses it was asked to purge, in one list for the whole process: tests empty it."""

    demandees: ClassVar[list[str]] = []

    def purge_batch(self, urls: Iterable[str]) -> None:
        """Remember these addresses."""
        self.demandees.extend(urls)
