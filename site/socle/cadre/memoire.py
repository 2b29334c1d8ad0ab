"""The marks of a page kept by each process from one request to the next, as long as nobody changed them.

A change (a page, a link of the menu, a site, a language, a rule that keeps a page to some people) draws another token
once it is committed; whoever remembers an older one reads again. What changes without a word to Django (a restore, an
update by hand) is seen within a minute, as by the shared cache.
"""

import secrets
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from socle.cache.durees import DUREE
from socle.models import LienDeNavigation, LienDePied, Navigation, VersionDesReperes

CE_QUI_LES_CHANGE = (Page, Site, Locale, PageViewRestriction, Navigation, LienDeNavigation, LienDePied)
LA_SEULE = 1
T = TypeVar("T")


class Memoire(Generic[T]):
    """What was read last for each site, and under which token; forgotten after `DUREE` seconds."""

    def __init__(self) -> None:
        self._gardes: dict[int, tuple[str, float, T]] = {}

    def retrouver(self, site: int, lire: Callable[[], T]) -> T:
        """Return what `lire` gives for this site, without asking it again while nothing changed. One query.

        Inside a transaction `lire` is always asked: what it reads there may be undone.
        """
        jeton = "" if connection.in_atomic_block else _jeton()
        garde = self._gardes.get(site)
        if jeton and garde and garde[0] == jeton and time.monotonic() - garde[1] < DUREE:
            return garde[2]

        depuis = time.monotonic()
        lu = lire()
        if jeton:
            self._gardes[site] = (jeton, depuis, lu)

        return lu


def _jeton() -> str:
    """The token of now, read before anything it stands for; empty before the first change."""
    return VersionDesReperes.objects.filter(pk=LA_SEULE).values_list("jeton", flat=True).first() or ""


def _renouveler() -> None:
    VersionDesReperes.objects.update_or_create(pk=LA_SEULE, defaults={"jeton": secrets.token_hex(16)})


def _apres_un_changement(sender: type[Model], **_kwargs: Any) -> None:
    if issubclass(sender, CE_QUI_LES_CHANGE):
        transaction.on_commit(_renouveler, robust=True)


def declarer() -> None:
    """Draw another token after each change."""
    for signal in (post_save, post_delete, post_page_move):
        signal.connect(_apres_un_changement, dispatch_uid="socle.cadre.memoire")
