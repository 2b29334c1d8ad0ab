"""Feeds and calendars as other people's programs read them: they may ask what our own lists of faults forgot.

No validator of Atom can be installed from a registry today: feedparser's strict reader says at least what readers use.
vobject holds the cardinalities of RFC 5545, component by component.
"""

import feedparser
import vobject

LUS_D_UN_FLUX = ("id", "title", "author", "updated_parsed", "link")
LUS_D_UNE_ENTREE = ("id", "title", "link", "updated_parsed")  # a summary is optional


def fautes_du_flux(contenu: bytes) -> list[str]:
    """Return what feedparser had to forgive in a feed, and what it did not find there."""
    lu = feedparser.parse(contenu, response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    fautes = [f"not well formed: {lu.bozo_exception}"] if lu.bozo else []
    fautes += [f"read as {lu.version}"] if lu.version != "atom10" else []
    fautes += [f"the feed has no {nom}" for nom in LUS_D_UN_FLUX if not lu.feed.get(nom)]
    return fautes + [f"{e.get('id')}: no {nom}" for e in lu.entries for nom in LUS_D_UNE_ENTREE if not e.get(nom)]


def fautes_du_calendrier(contenu: bytes) -> list[str]:
    """Return what vobject refuses in a calendar: its grammar first, then what each component must and may hold."""
    try:
        calendriers = list(vobject.readComponents(contenu.decode(), validate=True))
    except vobject.base.VObjectError as erreur:
        return [str(erreur)]
    return [] if len(calendriers) == 1 else [f"{len(calendriers)} calendars"]
