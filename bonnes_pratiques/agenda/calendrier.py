"""The agenda as calendars other programs read (RFC 5545): one event, or everything of the past year and to come."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from bonnes_pratiques.agenda.entrees import finis_le
from bonnes_pratiques.models import RendezVousPage
from registre.models import SeanceComite
from registre.public.flux import evenement_du_comite

UN_AN = datetime.timedelta(days=365)
HIVER, ETE = datetime.timedelta(hours=1), datetime.timedelta(hours=2)


@require_safe
def evenement_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """One event. Raises `Http404` when nothing public has this address."""
    page = RendezVousPage.objects.publiees().filter(slug=slug).first()
    if page is None:
        raise Http404(f"No event {slug}.")
    return _reponse([evenement(page)], page.title)


@require_safe
def agenda_ics(request: HttpRequest) -> HttpResponse:
    """Every event, the committee's meetings included, over for a year at most. Three queries."""
    depuis = timezone.localdate() - UN_AN
    evenements = [evenement(page) for page in _depuis(RendezVousPage.objects.publiees(), depuis)]
    seances = SeanceComite.objects.filter(le__gte=depuis).order_by("le")
    return _reponse([*evenements, *map(evenement_du_comite, seances)], _("Agenda des Coop’HLM"))


def _depuis(rendez_vous: QuerySet[Any], jour: datetime.date) -> QuerySet[Any]:
    return finis_le(rendez_vous).filter(dernier__gte=jour).order_by("debute_le", "pk")


def _reponse(evenements: list[Event], nom: str) -> HttpResponse:
    calendrier = Calendar()
    calendrier.add("prodid", "-//Coop'HLM//Agenda//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", nom)
    calendrier.add_component(fuseau_de_paris())
    for lu in evenements:
        calendrier.add_component(lu)
    return HttpResponse(calendrier.to_ical(), content_type="text/calendar; charset=utf-8")


def evenement(page: RendezVousPage) -> Event:
    """Return an event as calendars know it. Its identifier outlives its title, its address and its language."""
    horaire, adresse = page.horaire, page.full_url or ""
    lu = Event()
    lu.add("uid", f"{page.translation_key}@coop-hlm")
    modifie = page.last_published_at or timezone.now()
    lu.add("dtstamp", modifie)
    lu.add("last-modified", modifie)
    lu.add("summary", f"{page.title} ({_('démonstration')})" if page.demonstration else page.title)
    lu.add("dtstart", horaire.debut)
    lu.add("dtend", horaire.au + datetime.timedelta(days=1) if horaire.journee_entiere else horaire.fin)
    if lieu := ", ".join(partie for partie in (page.lieu, page.adresse, page.commune) if partie) or page.lien:
        lu.add("location", lieu)
    lu.add("url", adresse or settings.WAGTAILADMIN_BASE_URL)
    a_distance = _("Pour participer à distance : %(lien)s") % {"lien": page.lien} if page.lien else ""
    lu.add("description", "\n\n".join(partie for partie in (page.introduction, a_distance, adresse) if partie))
    return lu


def fuseau_de_paris() -> Timezone:
    """Return the rule of the clocks in Paris since 1996: summer time from the last Sunday of March to October's."""
    fuseau = Timezone()
    fuseau.add("tzid", "Europe/Paris")
    for periode, nom, premier, avant, apres in (
        (TimezoneDaylight(), "CEST", datetime.datetime(1996, 3, 31, 2), HIVER, ETE),  # noqa: DTZ001 - a clock's own time
        (TimezoneStandard(), "CET", datetime.datetime(1996, 10, 27, 3), ETE, HIVER),  # noqa: DTZ001 - a clock's own time
    ):
        periode.add("dtstart", premier)
        periode.add("rrule", {"freq": "yearly", "bymonth": premier.month, "byday": "-1su"})
        periode.add("tzname", nom)
        periode.add("tzoffsetfrom", avant)
        periode.add("tzoffsetto", apres)
        fuseau.add_component(periode)
    return fuseau
