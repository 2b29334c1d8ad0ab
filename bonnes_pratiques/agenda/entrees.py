"""What the agenda shows on a day: the editors' events and the committee's meetings, as one list.

A meeting of the committee is a fact of the register: it is read there, never typed a second time.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from bonnes_pratiques.agenda.horaires import Horaire
from registre.models import SeanceComite
from socle.templatetags.typographie import en_toutes_lettres

RENDEZ_VOUS, SEANCE = 0, 1


@dataclass(frozen=True)
class EntreeDAgenda:
    """A line of the agenda. `adresse` is empty when the site has no page to tell more."""

    titre: str
    nature: str
    horaire: Horaire
    lieu: str
    adresse: str
    en_ligne: bool = False
    introduction: str = ""
    demonstration: bool = False


def du_rendez_vous(page: Any) -> EntreeDAgenda:
    """Return an event's page as a line."""
    return EntreeDAgenda(
        titre=page.title,
        nature=page.get_nature_display(),
        horaire=page.horaire,
        lieu=", ".join(partie for partie in (page.lieu, page.commune) if partie),
        adresse=page.url or "",
        en_ligne=bool(page.lien),
        introduction=page.introduction,
        demonstration=page.demonstration,
    )


def de_la_seance(seance: SeanceComite, adresse: str) -> EntreeDAgenda:
    """Return a meeting of the committee as a line; `adresse` is the page that explains the label."""
    limite = seance.date_limite_depot
    return EntreeDAgenda(
        titre=_("Comité de validation Quali’Coop"),
        nature=_("Comité"),
        horaire=Horaire(seance.le, seance.le),
        lieu=seance.lieu,
        adresse=adresse,
        introduction=_("Dossiers à déposer avant le %(jour)s.") % {"jour": en_toutes_lettres(limite)} if limite else "",
    )


def finis_le(rendez_vous: QuerySet[Any]) -> QuerySet[Any]:
    """Annotate events with their last day."""
    return rendez_vous.annotate(dernier=Coalesce("finit_le", "debute_le"))


def prevus(rendez_vous: QuerySet[Any], au: datetime.date) -> QuerySet[Any]:
    """Return the events of `au` or later, soonest first."""
    ordre = ("debute_le", F("debute_a").asc(nulls_first=True), "pk")
    return finis_le(rendez_vous).filter(dernier__gte=au).order_by(*ordre)


def a_venir(rendez_vous: QuerySet[Any], au: datetime.date, demarche: str) -> list[EntreeDAgenda]:
    """Return what takes place on `au` or later, soonest first. Two queries."""
    return les_premieres(prevus(rendez_vous, au), au, demarche)


def les_premieres(
    annonces: Iterable[Any], au: datetime.date, demarche: str, nombre: int | None = None
) -> list[EntreeDAgenda]:
    """Return these events and the committee's meetings from `au` on, soonest first, the first `nombre` when given."""
    seances = SeanceComite.objects.filter(le__gte=au).order_by("le")
    entrees = [du_rendez_vous(page) for page in annonces]
    entrees += [de_la_seance(seance, demarche) for seance in seances[:nombre]]
    return _par_debut(entrees)[:nombre]


def _par_debut(entrees: Iterable[EntreeDAgenda]) -> list[EntreeDAgenda]:
    return sorted(entrees, key=lambda e: (e.horaire.du, e.horaire.debute_a or datetime.time.min))


def passes(rendez_vous: QuerySet[Any], au: datetime.date) -> QuerySet[Any, Any]:
    """Return the rows (day, kind, key) of what was over before `au`, latest first."""
    genre = IntegerField()
    finis = finis_le(rendez_vous).filter(Q(dernier__lt=au)).order_by()
    lignes = finis.annotate(le=F("debute_le"), genre=Value(RENDEZ_VOUS, output_field=genre), cle=F("pk"))
    seances = SeanceComite.objects.filter(le__lt=au).order_by()
    tenues = seances.annotate(genre=Value(SEANCE, output_field=genre), cle=F("pk"))
    champs = ("le", "genre", "cle")
    return lignes.values_list(*champs).union(tenues.values_list(*champs), all=True).order_by("-le", "genre", "-cle")


def lire_passes(
    lignes: QuerySet[Any, Any], rendez_vous: QuerySet[Any], demarche: str, debut: int, fin: int
) -> list[EntreeDAgenda]:
    """Return these rows of `passes` as lines. Three queries."""
    cles = list(lignes[debut:fin])
    pages = rendez_vous.in_bulk([cle for _le, genre, cle in cles if genre == RENDEZ_VOUS])
    seances = SeanceComite.objects.in_bulk([cle for _le, genre, cle in cles if genre == SEANCE])
    return [
        du_rendez_vous(pages[cle]) if genre == RENDEZ_VOUS else de_la_seance(seances[cle], demarche)
        for _le, genre, cle in cles
    ]
