"""The last word of an address: how a title becomes one, and which ones the site itself has taken."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import gettext as _
from wagtail.models import Page

from socle.recherche.mots.normalisation import normaliser

LONGUEUR = 240  # of the 255 that a page's slug holds: a number may follow
LITTERAL = re.compile(r"[\w.-]+")


def adresse_de(titre: str) -> str:
    """Return the slug of a title, in ASCII: "Cœur d'Hérault" gives `coeur-d-herault`. Empty for a title of signs."""
    return normaliser(titre).replace(" ", "-")[:LONGUEUR].strip("-")


def mots_reserves(chemin: str = "") -> frozenset[str]:
    """Return the words that lead, under this path ("", "registre/"), to something else than what an editor puts there.

    They are read from the URLconf: an address added tomorrow is reserved as soon as it exists.
    """
    suites = (route[len(chemin) :] for route in _toutes_les_routes(get_resolver()) if route.startswith(chemin))
    mots = {lu[0] for suite in suites if (lu := LITTERAL.match(suite)) and _est_un_mot(suite, lu.end())}
    if not chemin:
        mots |= {langue for langue, _nom in settings.LANGUAGES}
        mots |= {url.strip("/").split("/")[0] for url in (settings.MEDIA_URL, settings.STATIC_URL) if url[:1] == "/"}
    return frozenset(mots)


def mots_reserves_sous(parent: Page | None) -> frozenset[str]:
    """Return the words taken under this page, its own views included. None above a home page, whose slug is in no
    address."""
    if parent is None or parent.is_root():
        return frozenset()
    return mots_reserves("/".join(parent.url_path.split("/")[2:])) | _mots_des_vues(parent)


def _mots_des_vues(page: Page) -> frozenset[str]:
    """The first word of each view inside this page, which answers before a page under it would."""
    vues: Any = getattr(page.specific_deferred, "vues", tuple)()
    return frozenset(suite.partition("/")[0] for vue in vues for suite in vue.suites.values())


def mot_reserve(slug: str) -> str:
    """Return what to say of a slug that is not free."""
    return _("« %(mot)s » est déjà une adresse du site lui-même : choisissez un autre mot.") % {"mot": slug}


def _est_un_mot(suite: str, fin: int) -> bool:
    """Whether the step that ends there is written as it is: `<siren>.pdf` is not."""
    return suite[fin : fin + 1] in {"", "/", "$"}


@cache
def _toutes_les_routes(resolver: URLResolver) -> tuple[str, ...]:
    """Every route of a URLconf, a thousand of them, read once: none changes while the site runs."""
    return tuple(_routes(resolver))


def _routes(resolver: URLResolver, debut: str = "") -> Iterator[str]:
    """Yield the route of each pattern, without the language it may begin with; `include` flattened."""
    for motif in resolver.url_patterns:
        sien = "" if isinstance(motif.pattern, LocalePrefixPattern) else str(motif.pattern).removeprefix("^")
        if isinstance(motif, URLResolver):
            yield from _routes(motif, debut + sien)
        elif isinstance(motif, URLPattern):
            yield debut + sien
