"""`/registre/barometre/`: how far the movement is on its way to the goal, drawn, in tables and as files."""

import csv
import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from raison_detre.models import Referentiel
from registre.promotion.deploiement.comptes import compter_le_deploiement
from registre.public.barometre.mesures import Mesures, Part, PointDeCourbe, mesurer
from registre.public.connaissance.jour import (
    Jours,
    connaissance_demandee,
    jour_demande,
    jours_demandes,
    parametres_verifies,
)
from registre.public.rendu import rendre
from socle.cadre.memoire import Memoire, version_de_tout

COLONNES = {
    "evolution": ("le", "cooperatives_actives", "engagees_ou_labellisees", "labellisees", "pourcent"),
    "regions": ("region", "engagees_ou_labellisees", "cooperatives_actives", "pourcent", "au"),
    "engagements": ("engagement", "intitule", "cooperatives", "engagees_ou_labellisees", "pourcent", "au"),
    "axes": ("axe", "titre", "engagements_pris", "engagements_pris_en_tout", "pourcent", "au"),
    "deploiement": ("acte", "region", "cooperatives", "cooperatives_actives", "pourcent", "au"),
}
# What coops declare is in no journal: whatever the day of knowledge asked, it is read as known now.
HORS_DU_JOURNAL = "deploiement"


@dataclass(frozen=True)
class Courbe:
    """The curve as a drawing takes it: points of two lines in a square of 100, marks in percent, a label per year."""

    engagees: str
    labellisees: str
    marques: tuple[tuple[str, str], ...]
    annees: tuple[tuple[str, int], ...]
    objectif: str
    graduations: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Annee:
    """The curve's points of a year, quarter by quarter; None for a quarter without one."""

    annee: int
    trimestres: tuple[PointDeCourbe | None, ...]


# The days asked, the day on which the curve stops, the language of the engagements' names.
Cle = tuple[datetime.date, datetime.date, datetime.date | None, str | None]
_memoire: Memoire[Cle, Mesures] = Memoire(version_de_tout)


@require_safe
@parametres_verifies
def barometre(request: HttpRequest) -> HttpResponse:
    """Show the barometer on the day asked."""
    au, connu_le = jour_demande(request), connaissance_demandee(request)
    mesures, objectif = _mesures(au, connu_le), _objectif(au)
    titre = _("Le baromètre du label")
    contexte = {
        "mesures": mesures,
        "objectif": objectif,
        "trace": tracer(mesures.evolution, objectif or 0),
        "annees": par_annee(mesures.evolution),
        "deploiement": compter_le_deploiement(au),
        "demonstration": mesures.demonstration,
        "connu_le": connu_le,
    }
    description = _("La part des coopératives actives engagées dans le label Quali’Coop : dans le temps, par région.")

    return rendre(request, "registre/barometre.html", contexte, au=au, titre=titre, description=description)


@require_safe
@parametres_verifies
def barometre_csv(request: HttpRequest, serie: str) -> HttpResponse:
    """One chart of the barometer as a file. Raises `Http404` for a chart that does not exist."""
    if serie not in COLONNES:
        raise Http404(f"No chart {serie}.")

    jours = jours_demandes(request)
    if serie == HORS_DU_JOURNAL:
        jours = Jours(jours.au)
    connu = f"-connu-{jours.connu_le}" if jours.connu_le else ""
    reponse = HttpResponse(content_type="text/csv; charset=utf-8; header=present")
    reponse.headers["Content-Disposition"] = f'attachment; filename="barometre-{serie}-{jours.au}{connu}.csv"'
    sortie = csv.writer(reponse)

    sortie.writerow((*COLONNES[serie], "connu_le"))
    rangees = _rangees_du_deploiement(jours.au) if serie == HORS_DU_JOURNAL else _rangees_mesurees(serie, jours)
    sortie.writerows((*rangee, jours.su_le) for rangee in rangees)
    return reponse


def _mesures(au: datetime.date, connu_le: datetime.date | None) -> Mesures:
    """The figures, from memory when nothing was written since. `jusqu_a` moves at midnight: it is part of the key."""
    jusqu_a = min(au, connu_le or timezone.localdate())
    cle = (au, jusqu_a, connu_le, translation.get_language())
    return _memoire.retrouver(cle, partial(mesurer, au, jusqu_a, connu_le))


def _objectif(au: datetime.date) -> int | None:
    """The goal of the edition in force on `au`, in percent, None before the first."""
    edition = Referentiel.objects.en_vigueur(au)
    return edition.objectif_adhesion_pourcent if edition else None


def _rangees_mesurees(serie: str, jours: Jours) -> Iterator[Iterable[object]]:
    return _rangees(serie, _mesures(jours.au, jours.connu_le), jours.au)


def _rangees_du_deploiement(au: datetime.date) -> Iterator[Iterable[object]]:
    """Each act in each region, on `au`, as declared until now."""
    for ligne in compter_le_deploiement(au).regions:
        for compte in ligne.comptes:
            yield compte.acte, ligne.nom, compte.nombre, compte.sur, f"{compte.pourcent:.1f}", au


def _rangees(serie: str, mesures: Mesures, au: datetime.date) -> Iterator[Iterable[object]]:
    """The lines of a chart's file, in the order of `COLONNES`; each file ends with the day it was known."""
    if serie == "evolution":
        for p in mesures.evolution:
            yield p.le, p.actives, p.engagees, p.labellisees, f"{p.part.pourcent:.1f}"
        return
    parts: tuple[Part, ...] = getattr(mesures, serie)
    for part in parts:
        tete = (part.nom,) if part.numero is None else (part.numero, part.nom)
        yield *tete, part.nombre, part.sur, f"{part.pourcent:.1f}", au


def par_annee(points: tuple[PointDeCourbe, ...]) -> list[Annee]:
    """Return the points of the curve as its table takes them, in the order of years."""
    places = {(point.le.year, (point.le.month - 1) // 3): point for point in points}
    annees = sorted({annee for annee, _trimestre in places})
    return [Annee(annee, tuple(places.get((annee, trimestre)) for trimestre in range(4))) for annee in annees]


def tracer(points: tuple[PointDeCourbe, ...], objectif: int) -> Courbe | None:
    """Return the curve from the first point to the last, time across and percent up; None with fewer than two."""
    if len(points) < 2:  # noqa: PLR2004 - a line takes two points
        return None

    debut, duree = points[0].le, (points[-1].le - points[0].le).days
    places = [(100 * (point.le - debut).days / duree, point) for point in points]
    annees = range(debut.year + 1, points[-1].le.year + 1)

    return Courbe(
        engagees=" ".join(f"{x:.2f},{100 - p.part.pourcent:.2f}" for x, p in places),
        labellisees=" ".join(f"{x:.2f},{100 - p.part_labellisee.pourcent:.2f}" for x, p in places),
        marques=tuple((f"{x:.2f}%", f"{100 - p.part.pourcent:.2f}%") for x, p in places),
        annees=tuple((f"{100 * (datetime.date(a, 1, 1) - debut).days / duree:.2f}%", a) for a in annees),
        objectif=f"{100 - objectif}%",
        graduations=tuple((f"{100 - valeur}%", valeur) for valeur in range(0, 101, 20)),
    )
