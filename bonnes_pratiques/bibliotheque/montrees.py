"""Sheets as pages list them, each entry rendered once for all the lists that show it, while nothing it says changes."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from bonnes_pratiques.bibliotheque.entrees import FicheListee, lire_entrees
from bonnes_pratiques.bibliotheque.referentiels import Referentiels
from socle.cadre.memoire import Memoire, version_de_tout

PLACES = 1_000  # entries, of two kilobytes or so
GABARIT = "bonnes_pratiques/bibliotheque/entree.html"


@dataclass(frozen=True)
class EntreeMontree:
    """A sheet in a list, rendered: `html` goes in an element of the colour of `axe`, the axis of its main engagement.

    `demonstration`: fictional, or told by a coop that is.
    """

    cle: int
    titre: str
    axe: int | None
    demonstration: bool
    html: SafeString


Cle = tuple[datetime.date, str | None, str, int]
_memoire: Memoire[Cle, EntreeMontree] = Memoire(version_de_tout, PLACES)


def entrees_montrees(
    request: HttpRequest, cles: Collection[int], lus: Referentiels, mots: Collection[str] = ()
) -> list[EntreeMontree]:
    """Return these sheets in this order as lists show them that day, without those no longer published.

    Read from memory but when `mots` are marked in them, which are those of one question. One query for those that are
    not kept, two for the version.
    """
    if mots:
        montrees = _rendre(request, cles, lus, mots)
        return [montrees[cle] for cle in cles if cle in montrees]

    ici = (lus.au, translation.get_language(), request.get_host())

    def lire(manquantes: Collection[Cle]) -> dict[Cle, EntreeMontree]:
        rendues = _rendre(request, [cle for *_ici, cle in manquantes], lus)
        return {(*ici, cle): rendue for cle, rendue in rendues.items()}

    gardees = _memoire.retrouver_toutes([(*ici, cle) for cle in cles], lire)
    return [gardees[(*ici, cle)] for cle in cles if (*ici, cle) in gardees]


def _rendre(
    request: HttpRequest, cles: Collection[int], lus: Referentiels, mots: Collection[str] = ()
) -> dict[int, EntreeMontree]:
    """These entries by key, read and rendered."""
    entrees = lire_entrees(request, cles, lus.edition, mots)
    return {entree.fiche.pk: _montrer(entree) for entree in entrees}


def _montrer(entree: FicheListee) -> EntreeMontree:
    html = render_to_string(GABARIT, {"entree": entree})
    return EntreeMontree(entree.fiche.pk, entree.fiche.title, entree.axe, entree.demonstration, html)
