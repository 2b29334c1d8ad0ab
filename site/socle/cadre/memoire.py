"""What pages read anew each time kept by each process from one request to the next, as long as nobody changed it.

A change of what was declared (a page, an image, a link of the menu, a site, a language, a rule that keeps a page to
some people, what a room adds) draws another token once it is committed; whoever remembers an older one reads again.
What changes without a word to Django (a restore, an update by hand) is seen within a minute, as by the shared cache.
"""

import secrets
import time
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from socle.cache.durees import DUREE, LECTURE
from socle.models import LienDeNavigation, LienDePied, Navigation, SiteDocument, SiteImage, VersionDesReperes

_versions: list[Callable[[], str]] = []
_declares: set[type[Model]] = {Page, Site, Locale, PageViewRestriction, SiteImage, SiteDocument}
_declares |= {Navigation, LienDeNavigation, LienDePied}
LA_SEULE = 1
PLACES = 100
DEMANDE = f"SELECT jeton FROM {VersionDesReperes._meta.db_table} WHERE id = {LA_SEULE}"  # noqa: S608 - a table of ours
_de_la_demande: ContextVar[dict[str, str] | None] = ContextVar("versions", default=None)
C = TypeVar("C", bound=Hashable)
T = TypeVar("T")


class Memoire(Generic[C, T]):
    """What was read last for each key, and under which version (by default the token); forgotten after `DUREE` seconds.

    Whatever depends on a day has that day in its key.

    What it gives is shared by all requests: read it, never write on it, or copy it first.
    """

    def __init__(self, version: Callable[[], str] | None = None) -> None:
        self._version = version or jeton
        self._gardes: dict[C, tuple[str, float, T]] = {}

    def retrouver(self, cle: C, lire: Callable[[], T]) -> T:
        """Return what `lire` gives for this key, without asking it again while its version stays. One query.

        Inside a transaction `lire` is always asked: what it reads there may be undone. `PLACES` keys at most: a visitor
        can ask for any day.
        """
        version = "" if connection.in_atomic_block else self._version()
        garde = self._gardes.get(cle)
        if version and garde and garde[0] == version and time.monotonic() - garde[1] < DUREE:
            return garde[2]

        depuis = time.monotonic()
        lu = lire()
        if version:
            if len(self._gardes) >= PLACES:
                self._gardes.clear()
            self._gardes[cle] = (version, depuis, lu)

        return lu


class VersionsMiddleware:
    """Has the versions read once for each page read: all that it shows is then of one moment, its first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        lues = _de_la_demande.set({} if request.method in LECTURE else None)
        try:
            return self.get_response(request)
        finally:
            _de_la_demande.reset(lues)


def jeton() -> str:
    """Return the token of now, to be read before anything it stands for; empty before the first change. One query, or
    none when the page being read knows it."""
    return compteur("jeton", DEMANDE)


def compteur(nom: str, demande: str) -> str:
    """Return what this SQL gives, as text, empty for nothing, asked once for each page read.

    In SQL: making this one query with the ORM took longer than answering it.
    """
    lues = _de_la_demande.get()
    if lues is not None and nom in lues:
        return lues[nom]

    with connection.cursor() as curseur:
        curseur.execute(demande)
        ligne = curseur.fetchone()
    lue = str(ligne[0]) if ligne else ""

    if lues is not None:
        lues[nom] = lue
    return lue


def version_de_tout() -> str:
    """Return what changes when anything does that a page may show, in any room; empty inside a transaction, and before
    the first change. A query for the token, and one for each room that counts its own changes."""
    if connection.in_atomic_block:
        return ""
    lues = [version() for version in (jeton, *_versions)]
    return " ".join(lues) if all(lues) else ""


def compter_avec(version: Callable[[], str]) -> None:
    """Have `version_de_tout` read this room's own version too: a text, empty when it is not known."""
    _versions.append(version)


def oublier() -> None:
    """Draw another token once this is committed: for rows written without a signal (`bulk_create`)."""
    transaction.on_commit(_renouveler, robust=True)


def _renouveler() -> None:
    if (lues := _de_la_demande.get()) is not None:
        lues.clear()
    VersionDesReperes.objects.update_or_create(pk=LA_SEULE, defaults={"jeton": secrets.token_hex(16)})


def _apres_un_changement(sender: type[Model], **_kwargs: Any) -> None:
    if issubclass(sender, tuple(_declares)):
        oublier()


def declarer(*modeles: type[Model]) -> None:
    """Draw another token after each change of these models too."""
    _declares.update(modeles)
    for signal in (post_save, post_delete, post_page_move):
        signal.connect(_apres_un_changement, dispatch_uid="socle.cadre.memoire")
