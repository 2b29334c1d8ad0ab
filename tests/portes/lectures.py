"""Which parameters a view reads, whoever wrote it: watched while it answers, so that none has to be listed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import QueryDict

LECTURES = ("get", "getlist", "__getitem__", "__contains__")


@contextmanager
def lectures() -> Iterator[set[str]]:
    """Give the set of names that are asked of any request's parameters meanwhile."""
    noms: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        for methode in LECTURES:
            patch.setattr(QueryDict, methode, _epiee(getattr(QueryDict, methode), noms))
        yield noms


def _epiee(methode: Any, noms: set[str]) -> Any:
    """The method, which also notes the name it is asked for."""

    def lire(self: QueryDict, nom: str, *suite: Any, **reste: Any) -> Any:
        noms.add(nom)
        return methode(self, nom, *suite, **reste)

    return lire
