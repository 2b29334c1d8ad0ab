"""The agenda as calendars other programs read (RFC 5545): one event, or everything of the past year and to come."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Event

from bonnes_pratiques.agenda.entrees import finis_le
from bonnes_pratiques.agenda.marques import marque_de
from bonnes_pratiques.models import RendezVousPage
from registre.calendrier.seances import evenement_du_comite
from registre.models import SeanceComite
from socle.formats.calendriers import nouvel_evenement, repondre_calendrier

UN_AN = datetime.timedelta(days=365)
PRODUIT = "Agenda"


@require_safe
def evenement_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One event. Raises `Http404` when nothing public has this address."""
    page = _publies().filter(slug=slug).first()
    if page is None:
        raise Http404(f"No event {slug}.")
    return repondre_calendrier([evenement(page)], nom=page.title, produit=PRODUIT)


@require_safe
def agenda_ics(request: HttpRequest) -> HttpResponse:
    """Every event, the committee's meetings included, over for a year at most. Three queries."""
    depuis = timezone.localdate() - UN_AN
    evenements = [evenement(page) for page in _depuis(_publies(), depuis)]
    seances = SeanceComite.objects.filter(le__gte=depuis).order_by("le")
    lus = [*evenements, *map(evenement_du_comite, seances)]
    return repondre_calendrier(lus, nom=_("Agenda des Coop’HLM"), produit=PRODUIT)


def _publies() -> QuerySet[Any]:
    return RendezVousPage.objects.publiees().select_related("revision_de_calendrier")


def _depuis(rendez_vous: QuerySet[Any], jour: datetime.date) -> QuerySet[Any]:
    return finis_le(rendez_vous).filter(dernier__gte=jour).order_by("debute_le", "pk")


def evenement(page: RendezVousPage) -> Event:
    """Return an event as calendars know it. Its identifier outlives its title, its address and its language."""
    horaire, adresse = page.horaire, page.full_url or ""
    revision, modifie = marque_de(page)
    lu = nouvel_evenement(str(page.translation_key), revision=revision, modifie=modifie)

    lu.add("summary", f"{page.title} ({_('démonstration')})" if page.demonstration else page.title)
    lu.add("dtstart", horaire.debut)
    lu.add("dtend", horaire.au + datetime.timedelta(days=1) if horaire.journee_entiere else horaire.fin)

    if lieu := ", ".join(partie for partie in (page.lieu, page.adresse, page.commune) if partie) or page.lien:
        lu.add("location", lieu)
    lu.add("url", adresse or settings.WAGTAILADMIN_BASE_URL)
    a_distance = _("Pour participer à distance : %(lien)s") % {"lien": page.lien} if page.lien else ""
    lu.add("description", "\n\n".join(partie for partie in (page.introduction, a_distance, adresse) if partie))
    return lu
