"""Sheets that resemble one, each with the reason in words. One query, over the flat rows."""

from collections.abc import Iterable, Iterator

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bonnes_pratiques.models import FicheIndexee

MONTREES = 4
LUES = 2 * MONTREES  # a sheet may be there in two languages
PRINCIPAL, ENGAGEMENT, THEME, METIER, DEPARTEMENT, MILIEU = 3, 4, 4, 2, 1, 1
MINIMUM = METIER
LIEUX = 5  # a sheet done in fifty departments resembles nothing by its place


def semblables(ligne: FicheIndexee) -> list[tuple[FicheIndexee, str]]:
    """Return the sheets nearest to this one, with what they have in common: "Même engagement, même métier".

    In the reader's language, failing that in French.
    """
    langue = translation.get_language() or "fr"
    par_groupe: dict[object, FicheIndexee] = {}
    for proche in _les_plus_proches(ligne, langue):
        if proche.groupe not in par_groupe or proche.langue == langue:
            par_groupe[proche.groupe] = proche
    return [(proche, raison(ligne, proche)) for proche in list(par_groupe.values())[:MONTREES]]


def _les_plus_proches(ligne: FicheIndexee, langue: str) -> "QuerySet[FicheIndexee]":
    autres = FicheIndexee.objects.filter(langue__in={langue, "fr"}, fiche__live=True).exclude(groupe=ligne.groupe)
    notes = autres.annotate(
        engagements_communs=F("engagements").bitand(ligne.engagements),
        metiers_communs=F("metiers").bitand(ligne.metiers),
    ).annotate(note=_note(ligne))
    proches = notes.filter(note__gte=MINIMUM).select_related("fiche__locale", "fiche__cooperative")
    return proches.order_by("-note", "-publiee_le", "pk")[:LUES]


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
