"""The cache that the processes share, and what stands for it while Redis does not answer: each process's own memory.

No page needs Redis. Without it what is kept is made again, and what is counted (demands of a minute, mail of a day) is
counted by each process: bounds are then as many times wider as there are processes, and still bounds. Django's own
backend answers each of these by an exception, so by an error 500.
"""

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from socle.repit import Repit

journal = logging.getLogger(__name__)

REPIT = Repit(5)
PANNES = (RedisError, OSError)
# What was written meanwhile, by the key that Redis has it under: it holds an older one, which must not come back.
_changees: set[str] = set()


def en_panne() -> bool:
    """Whether this process does without Redis."""
    return REPIT.en_panne


class CachePartage(RedisCache):
    """Redis, or this process's memory while it does not answer."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.ici = LocMemCache("en panne", {**params, "OPTIONS": {}})

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._demander("get", key, default, version=version)

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        lues: dict[Any, Any] = self._demander("get_many", list(keys), version=version)
        return lues

    def has_key(self, key: Any, version: int | None = None) -> bool:
        return bool(self._demander("has_key", key, version=version))

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._demander("add", key, value, timeout, version=version, change=[key]))

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        self._demander("set", key, value, timeout, version=version, change=[key])

    def set_many(
        self, data: Mapping[Any, Any], timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[Any]:
        refusees: list[Any] = self._demander("set_many", data, timeout, version=version, change=data)
        return refusees

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        return bool(self._demander("touch", key, timeout, version=version, change=[key]))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        return int(self._demander("incr", key, delta, version=version, change=[key]))

    def delete(self, key: Any, version: int | None = None) -> bool:
        return bool(self._demander("delete", key, version=version, change=[key]))

    def delete_many(self, keys: Iterable[Any], version: int | None = None) -> None:
        nommees = list(keys)
        self._demander("delete_many", nommees, version=version, change=nommees)

    def _demander(self, geste: str, *quoi: Any, version: int | None, change: Iterable[Any] = ()) -> Any:
        """Ask Redis, or this process's memory when it does not answer; `change` are the keys whose value changes."""
        if not REPIT.dure():
            try:
                rendu = getattr(super(), geste)(*quoi, version=version)
            except PANNES as panne:
                if REPIT.commencer():
                    journal.error("Redis does not answer, each process does without: %s", panne)
            else:
                if REPIT.finir():
                    self._reprendre()
                return rendu

        _changees.update(self.make_key(cle, version) for cle in change)
        return getattr(self.ici, geste)(*quoi, version=version)

    def _reprendre(self) -> None:
        """Redis answers again: forget there what changed meanwhile, and here all that stood for it."""
        cles = [_changees.pop() for _rang in range(len(_changees))]
        try:
            if cles:
                self._cache.delete_many(cles)
        except PANNES as panne:  # gone again
            _changees.update(cles)
            REPIT.commencer()
            journal.error("Redis does not answer, each process does without: %s", panne)
            return

        self.ici.clear()
        journal.warning("Redis answers again.")
