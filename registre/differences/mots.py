"""Words for days: a stretch of them, one that moves, and what changes along all of them."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from django.utils.translation import gettext as _

from registre.cycle import UN_JOUR
from socle.templatetags.typographie import en_toutes_lettres

T = TypeVar("T")


def etendue(du: datetime.date, jusqu_au: datetime.date) -> str:
    """Return a stretch of days in words, "Du 3 mars 2025 au 7 mars 2025"; `date.min` and `date.max` are no bounds."""
    if (du, jusqu_au) == (datetime.date.min, datetime.date.max):
        return _("En tout temps")
    if du == jusqu_au:
        return _("Le %(jour)s") % {"jour": en_toutes_lettres(du)}
    if du == datetime.date.min:
        return _("Jusqu’au %(jour)s") % {"jour": en_toutes_lettres(jusqu_au)}
    if jusqu_au == datetime.date.max:
        return _("À partir du %(jour)s") % {"jour": en_toutes_lettres(du)}
    return _("Du %(du)s au %(au)s") % {"du": en_toutes_lettres(du), "au": en_toutes_lettres(jusqu_au)}


def changements(
    jours: Iterable[datetime.date], lire: Callable[[datetime.date], tuple[T, T]]
) -> Iterator[tuple[datetime.date, datetime.date, T, T]]:
    """All time, cut at these days, where what is read on the first of each stretch is not the same before and after."""
    debuts = sorted({datetime.date.min, *jours})

    change: list[tuple[datetime.date, datetime.date, T, T]] = []
    for du, suivant in zip(debuts, [*debuts[1:], None], strict=True):
        de, vers = lire(du)
        jusqu_au = suivant - UN_JOUR if suivant else datetime.date.max
        if de != vers and change and change[-1][1] + UN_JOUR == du and change[-1][2:] == (de, vers):
            change[-1] = (change[-1][0], jusqu_au, de, vers)
        elif de != vers:
            change.append((du, jusqu_au, de, vers))

    yield from change


def jour_change(quoi: str, de: datetime.date | None, vers: datetime.date | None) -> Iterator[str]:
    """One day that moves, comes or goes."""
    if de is None and vers is not None:
        yield _("%(quoi)s le %(vers)s.") % {"quoi": quoi, "vers": en_toutes_lettres(vers)}
    elif de is not None and vers is None:
        yield _("n’est plus %(quoi)s (le %(de)s).") % {"quoi": quoi, "de": en_toutes_lettres(de)}
    elif de is not None and vers is not None and de != vers:
        yield _("%(quoi)s le %(vers)s, et non le %(de)s.") % {
            "quoi": quoi,
            "vers": en_toutes_lettres(vers),
            "de": en_toutes_lettres(de),
        }
