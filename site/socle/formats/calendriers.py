"""Calendars other programs read (RFC 5545): the file around the events, the clocks of Paris, the marks of a version."""

import datetime
from collections.abc import Iterable

from django.http import HttpResponse
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

HIVER, ETE = datetime.timedelta(hours=1), datetime.timedelta(hours=2)


def repondre_calendrier(evenements: Iterable[Event], *, nom: str, produit: str) -> HttpResponse:
    """Answer with a calendar. It holds the time zone even without an event: a calendar of nothing is not one."""
    calendrier = Calendar()
    calendrier.add("prodid", f"-//Coop'HLM//{produit}//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", nom)
    calendrier.add_component(fuseau_de_paris())
    for evenement in evenements:
        calendrier.add_component(evenement)
    return HttpResponse(calendrier.to_ical(), content_type="text/calendar; charset=utf-8")


def nouvel_evenement(uid: str, *, revision: int, modifie: datetime.datetime) -> Event:
    """Return an event that says who it is, which version this is, and since when it says what it says."""
    evenement = Event()
    evenement.add("uid", f"{uid}@coop-hlm")
    evenement.add("dtstamp", modifie)
    evenement.add("last-modified", modifie)
    evenement.add("sequence", revision)
    return evenement


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
