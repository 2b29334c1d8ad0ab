"""What the home page shows of this room, read together: practices, news and events are pages, one query for all."""

import datetime
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone, translation
from wagtail.models import Page

from bonnes_pratiques.agenda.entrees import EntreeDAgenda, les_premieres, prevus
from bonnes_pratiques.bibliotheque.pratiques import Pratique, dernieres_lignes, en_pratiques
from bonnes_pratiques.models import ActualitePage, ActualitesPage, AgendaPage, RendezVousPage
from bonnes_pratiques.models.agenda import adresse_de_la_demarche
from socle.cadre.memoire import Memoire, version_de_tout
from socle.cadre.reperes import lire_reperes

MONTREES = 3


@dataclass(frozen=True)
class Accueil:
    """The latest practices and news, the next dates; `agenda` and `actualites` are the pages that list the rest."""

    au: datetime.date
    pratiques: list[Pratique]
    nouvelles: list[Any]
    dates: list[EntreeDAgenda]
    agenda: Page | None
    actualites: Page | None


_memoire: Memoire[tuple[datetime.date, str | None, str], Accueil] = Memoire(version_de_tout)


def lire_accueil(request: HttpRequest) -> Accueil:
    """Return it, read once per request, from memory when nothing changed since. Two queries else: the pages, and the
    committee's meetings, which are facts."""
    if "_accueil_lu" not in request.__dict__:
        au = timezone.localdate()
        cle = (au, translation.get_language(), request.get_host())
        request.__dict__["_accueil_lu"] = _memoire.retrouver(cle, partial(_lire, request, au))
    lu: Accueil = request.__dict__["_accueil_lu"]
    return lu


def _lire(request: HttpRequest, au: datetime.date) -> Accueil:
    reperes = lire_reperes(request)
    agenda, actualites = reperes.du_type(AgendaPage), reperes.du_type(ActualitesPage)
    rendez_vous = prevus(RendezVousPage.objects.publiees(), au)[:MONTREES]
    nouvelles = ActualitePage.objects.publiees().order_by("-publiee_le", "-pk")[:MONTREES]
    choix = Q(pk__in=dernieres_lignes().values("pk"))
    choix |= Q(pk__in=nouvelles.values("pk")) if actualites else Q(pk__in=[])
    choix |= Q(pk__in=rendez_vous.values("pk")) if agenda else Q(pk__in=[])
    pages = _pages(choix)
    venus = sorted((p for p in pages if isinstance(p, ActualitePage)), key=lambda p: (p.publiee_le, p.pk), reverse=True)
    annonces = [page for page in pages if isinstance(page, RendezVousPage)]
    dates = les_premieres(annonces, au, adresse_de_la_demarche(request), MONTREES) if agenda else []
    lignes = [page.indexee for page in pages if not isinstance(page, ActualitePage | RendezVousPage)]

    return Accueil(au, en_pratiques(lignes), venus, dates, agenda, actualites)


def _pages(choix: Q) -> list[Any]:
    """Return these pages, each as its own type."""
    types = ("actualitepage", "rendezvouspage", "fichepratique")
    liens = ("locale", *types, "fichepratique__locale", "fichepratique__cooperative", "fichepratique__indexee")
    pages = Page.objects.filter(choix).select_related(*liens, "actualitepage__locale", "rendezvouspage__locale")
    return [next(getattr(page, nom) for nom in types if hasattr(page, nom)) for page in pages.order_by("path")]
