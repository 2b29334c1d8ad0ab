"""The rows of the register's page: which coops, in which order, and what each shows."""

import datetime
from functools import partial
from typing import Any, TypedDict

from django.db import connection
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from registre.engagements.en_vigueur import EngagementsDeLEdition
from registre.models import PeriodeDeStatut
from registre.public.connaissance.depuis import IDENTITE, Depuis, Dit, ce_qui_differe, dire
from registre.public.liste.filtres import AUCUN, Filtres
from registre.public.liste.mentions import departs
from registre.public.liste.requete import ordonner, periodes, periodes_par_nom
from registre.templatetags.statuts import DATES, FIN, en_mots
from socle.cadre.memoire import Memoire, version_de_tout

# From so many coops on, reading names in order meets a page of them sooner than sorting them all.
GRAND_RESULTAT = 500
COLONNES = (
    "statut",
    "engagements",
    "label__numero",
    *DATES.values(),
    FIN,
    "cooperative",
    "cooperative__slug",
    "cooperative__demonstration",
    "membre",
    "retire_le",
    *IDENTITE,
)


class EngagementsDUnAxe(TypedDict):
    """What a coop took of an axis: 1, "Axe 1 : 2, 3", "2, 3"."""

    axe: int
    mots: str
    numeros: str


class LigneDeListe(TypedDict):
    """A coop as a row shows it. A dictionary, which templates read twice as fast as an object, thirty-five times over.

    `phrase` says its status on the day, `le` is the date it says, `numero` is its label's, empty when it has none,
    `engagements` its numbers by axis, `mentions` what else counts that day, `depuis` what was put right since the day
    it was known, None when it still reads so.
    """

    cooperative: int
    slug: str
    nom: str
    lieu: str
    fictive: bool
    statut: str
    phrase: str
    le: datetime.date | None
    numero: str
    engagements: list[EngagementsDUnAxe]
    mentions: tuple[SafeString | str, ...]
    depuis: Depuis | None


_memoire: Memoire[tuple[Filtres, str | None], list[LigneDeListe]] = Memoire(version_de_tout)


def lire_lignes(filtres: Filtres, edition: EngagementsDeLEdition, total: int) -> list[LigneDeListe]:
    """Return the rows of the page asked of a result of `total` coops, from memory while nothing is written: read only.

    Else one query, and one more for each thing rarely said: since when those that are no members left, and what was put
    right since the day the register is asked as of.
    """
    return _memoire.retrouver((filtres, translation.get_language()), partial(_lire, filtres, edition, total))


def _lire(filtres: Filtres, edition: EngagementsDeLEdition, total: int) -> list[LigneDeListe]:
    """Read them in the database.

    Which rows first, in a query inside, then what they show: a database that sorts whole rows, joins included, to show
    35 is ten times slower.
    """
    debut = (filtres.page - 1) * filtres.lignes_par_page
    if filtres.tri == "nom" and total >= GRAND_RESULTAT and connection.vendor == "sqlite":
        ordonnees = periodes_par_nom(filtres, edition)
    else:
        ordonnees = ordonner(periodes(filtres, edition), filtres)
    de_la_page = PeriodeDeStatut.toutes.filter(pk__in=ordonnees.values("pk")[debut : debut + filtres.lignes_par_page])
    lues = list(ordonner(de_la_page, filtres).values(*COLONNES))

    parties = departs([lue["cooperative"] for lue in lues if not lue["membre"]], filtres.jours)
    dites = {lue["cooperative"]: dire(lue, parties.get(lue["cooperative"])) for lue in lues}
    differences = ce_qui_differe(dites, filtres.jours, edition) if filtres.connu_le is not None else {}
    return [_ligne(lue, dites[lue["cooperative"]], edition, differences.get(lue["cooperative"])) for lue in lues]


def _ligne(lue: dict[str, Any], dit: Dit, edition: EngagementsDeLEdition, depuis: Depuis | None) -> LigneDeListe:
    statut = lue["statut"]
    le = lue[DATES.get(statut, FIN)] if statut else None
    par_axe = edition.lire(lue["engagements"])

    return {
        "cooperative": lue["cooperative"],
        "slug": lue["cooperative__slug"],
        "nom": dit.nom,
        "lieu": dit.lieu,
        "fictive": lue["cooperative__demonstration"],
        "statut": statut or AUCUN,
        "phrase": en_mots(statut, le),
        "le": le,
        "numero": dit.numero,
        "engagements": [_engagements(axe, ", ".join(map(str, numeros))) for axe, numeros in par_axe.items()],
        "mentions": dit.mentions,
        "depuis": depuis,
    }


def _engagements(axe: int, numeros: str) -> EngagementsDUnAxe:
    mots = _("Axe %(numero)s : %(engagements)s") % {"numero": axe, "engagements": numeros}
    return {"axe": axe, "mots": mots, "numeros": numeros}
