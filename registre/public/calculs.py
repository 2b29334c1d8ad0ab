"""What is asked of the register and costs many pages, done in turn: a list to check, a long export."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Self

from django.http import HttpRequest

from socle.affluence.debit import compter
from socle.affluence.guichet import Guichet

PAR_MINUTE = 20  # for one visitor, of each kind
RANGEES_SANS_TOUR = 500  # a file of so many costs what a page does

CALCULS = Guichet("calculs", a_la_fois=1, en_attente=3, par_processus=2, patience=10, revenir=2)


@contextmanager
def a_son_tour(request: HttpRequest, quoi: str) -> Iterator[None]:
    """Wait for one's turn. Raises `TropDeDemandes` when too many people ask, or this visitor too much of this kind."""
    with CALCULS.place():
        compter(request, quoi, par_minute=PAR_MINUTE)
        with CALCULS.tour():
            yield


def envoi(request: HttpRequest, combien: int, morceaux: Iterator[str]) -> Iterator[str]:
    """Return the pieces of a file of so many rows, to be sent in one's turn when there are more than a page is worth.

    Raises `TropDeDemandes` as `a_son_tour` does.
    """
    return EnvoiTenu(request, morceaux) if combien > RANGEES_SANS_TOUR else morceaux


class EnvoiTenu:
    """What is sent piece by piece, and the turn that it holds until it is sent, or given up."""

    def __init__(self, request: HttpRequest, morceaux: Iterator[str]) -> None:
        self.morceaux = morceaux
        self.tenu = ExitStack()
        self.tenu.enter_context(a_son_tour(request, "fichiers"))

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        try:
            return next(self.morceaux)
        except BaseException:  # the end, or a failure: nothing more is sent
            self.close()
            raise

    def close(self) -> None:
        """Give the turn back. The server calls it, whatever became of the visitor."""
        self.tenu.close()

    def __del__(self) -> None:
        self.close()  # an answer thrown away before it reached the server
