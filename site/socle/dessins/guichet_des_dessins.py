"""What is drawn for everyone (PDFs, share images): drawn once, in one's turn, and kept on disk."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.cache import caches
from django.http import HttpRequest

from socle.affluence.debit import compter
from socle.affluence.guichet import Guichet

GARDE_SECONDES = 30 * 24 * 3600
PAR_MINUTE = 60  # for one visitor: three classeurs of twenty sheets, or sixty other drawings

# Half the processors draw, the other half serve pages. Of a process's 6 threads (deploy/coophlm.service), 4 remain.
LA_MOITIE = max(1, (os.cpu_count() or 1) // 2)
DESSINS = Guichet("dessins", a_la_fois=LA_MOITIE, en_attente=3, par_processus=2, patience=15, revenir=10)


journal = logging.getLogger(__name__)


@contextmanager
def a_son_tour(request: HttpRequest, poids: int = 1) -> Iterator[int]:
    """Wait for one's turn to draw what is worth `poids` usual drawings; gives the descriptor that holds the turn.

    Raises `TropDeDemandes` when too many people ask, or this visitor too much.
    """
    with DESSINS.place():
        compter(request, "dessins", poids=poids, par_minute=PAR_MINUTE)
        with DESSINS.tour() as tour:
            yield tour


def dessin(cle: str) -> bytes | None:
    """Return the drawing kept under this key, None when it must be made."""
    return caches["dessins"].get(cle)


def dessin_garde(cle: str, dessiner: Callable[[], bytes], garde: int = GARDE_SECONDES) -> bytes:
    """Return the drawing of this key, made now unless somebody made it meanwhile, and keep it `garde` seconds.

    A disk that takes nothing more is said in the log, and costs the next reader a drawing.
    """
    contenu = dessin(cle)
    if contenu is None:
        contenu = dessiner()
        try:
            caches["dessins"].set(cle, contenu, garde)
        except OSError:
            journal.exception("A drawing cannot be kept: see DRAWINGS_ROOT")

    return contenu
