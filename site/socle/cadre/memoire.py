"""What pages read anew each time kept by each process from one request to the next, as long as nobody changed it.

A change of what was declared (a page, an image, a link of the menu, a site, a language, a rule that keeps a page to
some people, what a room adds) draws another token once it is committed; whoever remembers an older one reads again.
What changes without a word to Django (a restore, an update by hand) is seen within a minute, as by the shared cache.
"""

import secrets
import time
from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import post_page_move

from socle.cache.durees import DUREE
from socle.cadre.version_lue_une_fois import une_fois
from socle.models import LienDeNavigation, LienDePied, Navigation, SiteDocument, SiteImage, VersionDesReperes

_versions: list[Callable[[], str]] = []
_declares: set[type[Model]] = {Page, Site, Locale, PageViewRestriction, SiteImage, SiteDocument}
_declares |= {Navigation, LienDeNavigation, LienDePied}
LA_SEULE = 1
PLACES = 100
DEMANDE = f"SELECT jeton FROM {VersionDesReperes._meta.db_table} WHERE id = %s"  # noqa: S608 - a table of ours
C = TypeVar("C", bound=Hashable)
T = TypeVar("T")


class Memoire(Generic[C, T]):
    """What was read last for each key, and under which version (by default the token); forgotten after `DUREE` seconds.

    Whatever depends on a day has that day in its key.

    What it gives is shared by all requests: read it, never write on it, or copy it first.
    """

    def __init__(self, version: Callable[[], str] | None = None, places: int = PLACES) -> None:
        self._version = version or jeton
        self._places = places
        self._gardes: dict[C, tuple[str, float, T]] = {}

    def retrouver(self, cle: C, lire: Callable[[], T]) -> T:
        """Return what `lire` gives for this key, without asking it again while its version stays. A query at most."""
        return self.retrouver_toutes([cle], lambda _manquantes: {cle: lire()})[cle]

    def retrouver_toutes(self, cles: Collection[C], lire: Callable[[list[C]], Mapping[C, T]]) -> dict[C, T]:
        """Return what these keys stand for, by key: `lire` is asked at once for those that are not kept.

        A query at most for the version; what `lire` does not give is left out. Inside a transaction it is always asked
        for all: what it reads there may be undone. `places` keys at most: a visitor can ask for any day.
        """
        version = "" if connection.in_atomic_block or not cles else une_fois(self._version)
        depuis = time.monotonic()
        trouvees = self._encore_vraies(cles, version, depuis)
        manquantes = [cle for cle in cles if cle not in trouvees]
        lues = lire(manquantes) if manquantes else {}

        if version:
            self._garder({cle: (version, depuis, lue) for cle, lue in lues.items()})

        return trouvees | dict(lues)

    def _encore_vraies(self, cles: Collection[C], version: str, maintenant: float) -> dict[C, T]:
        gardes = ((cle, self._gardes.get(cle)) for cle in cles)
        return {cle: g[2] for cle, g in gardes if g and g[0] == version and maintenant - g[1] < DUREE}

    def _garder(self, lues: Mapping[C, tuple[str, float, T]]) -> None:
        if len(self._gardes) + len(lues) > self._places:
            self._gardes.clear()
        self._gardes.update(lues)


def jeton() -> str:
    """Return the token of now, to be read before anything it stands for; empty before the first change. One query.

    In SQL: making this one query with the ORM took longer than answering it, several times a page.
    """
    with connection.cursor() as curseur:
        curseur.execute(DEMANDE, [LA_SEULE])
        ligne = curseur.fetchone()
    return ligne[0] if ligne else ""


def version_de_tout() -> str:
    """Return what changes when anything does that a page may show, in any room; empty inside a transaction, and before
    the first change. A query for the token, and one for each room that counts its own changes."""
    if connection.in_atomic_block:
        return ""
    lues = [une_fois(version) for version in (jeton, *_versions)]
    return " ".join(lues) if all(lues) else ""


def compter_avec(version: Callable[[], str]) -> None:
    """Have `version_de_tout` read this room's own version too: a text, empty when it is not known."""
    _versions.append(version)


def oublier() -> None:
    """Draw another token once this is committed: for rows written without a signal (`bulk_create`)."""
    transaction.on_commit(_renouveler, robust=True)


def _renouveler() -> None:
    VersionDesReperes.objects.update_or_create(pk=LA_SEULE, defaults={"jeton": secrets.token_hex(16)})


def _apres_un_changement(sender: type[Model], **_kwargs: Any) -> None:
    if issubclass(sender, tuple(_declares)):
        oublier()


def declarer(*modeles: type[Model]) -> None:
    """Draw another token after each change of these models too."""
    _declares.update(modeles)
    for signal in (post_save, post_delete, post_page_move):
        signal.connect(_apres_un_changement, dispatch_uid="socle.cadre.memoire")
