"""The site a request is for: one short query, what it stands for being remembered by each process."""

import copy
from functools import partial

from django.http import HttpRequest
from wagtail.models import Site

from socle.cadre.memoire import Memoire

_memoire: Memoire[tuple[str, str], Site | None] = Memoire()


def site_de(request: HttpRequest) -> Site | None:
    """Return the site of this host and port, None when there is none. Kept where `Site.find_for_request` looks first.

    A copy: a request may do what it likes with its own.
    """
    if not hasattr(request, "_wagtail_site"):
        lieu = (request.get_host(), request.get_port())
        trouve = _memoire.retrouver(lieu, partial(Site._find_for_request, request))
        request._wagtail_site = copy.copy(trouve)  # type: ignore[attr-defined]
    return Site.find_for_request(request)
