"""Sheets that resemble one, each with the reason in words. One query over the flat rows, kept while none changes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.http import HttpRequest
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bonnes_pratiques.models import FicheIndexee
from socle.cadre.memoire import Memoire, version_de_tout

MONTREES = 4
LUES = 2 * MONTREES  # a sheet may be there in two languages
PRINCIPAL, ENGAGEMENT, THEME, METIER, DEPARTEMENT, MILIEU = 3, 4, 4, 2, 1, 1
MINIMUM = METIER
LIEUX = 5  # a sheet done in fifty departments resembles nothing by its place
PLACES = 1_000  # sheets: four lines of text each
COMPAREES = ("groupe", "langue", "engagements", "themes", "metiers", "departements", "milieu")
MONTREES_D_ELLES = (
    *("title", "url_path", "locale__language_code"),
    *("cooperative__nom", "cooperative__nom_usuel"),
)


@dataclass(frozen=True)
class Semblable:
    """Another sheet, who tells it, and what it has in common: "Même engagement, même métier"."""

    titre: str
    adresse: str
    qui: str
    raison: str
    langue: str


_memoire: Memoire[tuple[int, str | None, str], tuple[Semblable, ...]] = Memoire(version_de_tout, PLACES)


def semblables_gardees(request: HttpRequest, ligne: FicheIndexee) -> tuple[Semblable, ...]:
    """Return the same as `semblables` for the row of a published sheet, from memory while nothing changed."""
    cle = (ligne.pk, translation.get_language(), request.get_host())
    return _memoire.retrouver(cle, partial(semblables, request, ligne))


def semblables(request: HttpRequest, ligne: FicheIndexee) -> tuple[Semblable, ...]:
    """Return the sheets nearest to this one, in the reader's language, failing that in French. One query."""
    langue = translation.get_language() or "fr"
    par_groupe: dict[object, Any] = {}

    for proche in _les_plus_proches(ligne, langue):
        if proche.note >= MINIMUM and (proche.groupe not in par_groupe or proche.langue == langue):
            par_groupe[proche.groupe] = proche

    return tuple(_semblable(request, ligne, proche) for proche in list(par_groupe.values())[:MONTREES])


def _semblable(request: HttpRequest, ligne: FicheIndexee, proche: FicheIndexee) -> Semblable:
    fiche = proche.fiche
    langue = "" if proche.langue == ligne.langue else proche.langue
    return Semblable(
        fiche.title, fiche.get_url(request) or "", str(fiche.cooperative or ""), raison(ligne, proche), langue
    )


def _les_plus_proches(ligne: FicheIndexee, langue: str) -> "QuerySet[Any]":
    """The nearest first, each with its `note`; those that are not near enough are at the end."""
    autres = FicheIndexee.objects.filter(langue__in={langue, "fr"}, fiche__live=True).exclude(groupe=ligne.groupe)
    notes = autres.annotate(
        engagements_communs=F("engagements").bitand(ligne.engagements),
        metiers_communs=F("metiers").bitand(ligne.metiers),
    ).annotate(note=_note(ligne))
    proches = notes.select_related("fiche__locale", "fiche__cooperative")
    utiles = proches.only(*COMPAREES, *(f"fiche__{nom}" for nom in MONTREES_D_ELLES))
    return utiles.order_by("-note", "-publiee_le", "pk")[:LUES]


def _note(ligne: FicheIndexee) -> Combinable:
    """How near a row is: whole numbers, the same on both databases."""

    def si(points: int, **condition: object) -> Case:
        return Case(When(**condition, then=Value(points)), default=Value(0), output_field=IntegerField())

    note: Combinable = si(ENGAGEMENT, engagements_communs__gt=0) + si(METIER, metiers_communs__gt=0)
    if ligne.principal:
        note += si(PRINCIPAL, principal=ligne.principal)
    if ligne.milieu:
        note += si(MILIEU, milieu=ligne.milieu)
    for theme in ligne.themes.split():
        note += si(THEME, themes__contains=f" {theme} ")
    for departement in ligne.departements.split()[:LIEUX]:
        note += si(DEPARTEMENT, departements__contains=f" {departement} ")
    return note


def raison(ligne: FicheIndexee, autre: FicheIndexee) -> str:
    """Return what two sheets have in common, in words."""
    return capfirst(", ".join(_raisons(ligne, autre)))


def _raisons(ligne: FicheIndexee, autre: FicheIndexee) -> Iterator[str]:
    def communs(un: str, deux: str) -> Iterable[str]:
        return set(un.split()) & set(deux.split())

    if ligne.engagements & autre.engagements:
        yield _("même engagement")
    if communs(ligne.themes, autre.themes):
        yield _("même thème")
    if ligne.metiers & autre.metiers:
        yield _("même métier")
    if communs(ligne.departements, autre.departements):
        yield _("même département")
    if ligne.milieu and ligne.milieu == autre.milieu:
        yield _("même milieu")
