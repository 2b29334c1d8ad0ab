"""What happened in the register, as an Atom feed, and when the committee meets, as a calendar."""

import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.formats import date_format
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar, Event

from registre.models import SeanceComite
from registre.public.nouvelles import Nouvelle, nouvelles


class FluxDuRegistre(Feed):
    """Grants, renewals, suspensions, withdrawals, ends of validity, absorptions, numbers annulled."""

    feed_type = Atom1Feed
    title = gettext_lazy("Registre du label Quali’Coop")
    subtitle = gettext_lazy("Labels accordés, renouvelés, suspendus, retirés, arrivés à échéance ou annulés.")

    def link(self) -> str:
        """The register's page."""
        return reverse("registre:liste")

    def items(self) -> list[Nouvelle]:
        """What became true by today."""
        return nouvelles(timezone.localdate())

    def item_title(self, item: Nouvelle) -> str:
        """The coop, what, and whether it is fictional."""
        titre = _("%(coop)s : %(quoi)s") % {"coop": item.cooperative, "quoi": item.quoi}
        return f"{titre} ({_('démonstration')})" if item.cooperative.demonstration else titre

    def item_description(self, item: Nouvelle) -> str:
        """The label, if it is about one, its period when it is granted, and the day."""
        if item.valide is not None:
            phrase = _("Label %(numero)s, le %(jour)s, pour la période du %(du)s au %(au)s.")
            du, au = (date_format(jour) for jour in item.valide)
            return phrase % {"numero": item.numero, "jour": date_format(item.le), "du": du, "au": au}
        if not item.numero:
            return _("Le %(jour)s.") % {"jour": date_format(item.le)}
        return _("Label %(numero)s, le %(jour)s.") % {"numero": item.numero, "jour": date_format(item.le)}

    def item_link(self, item: Nouvelle) -> str:
        """The label's permanent page, else the coop's."""
        if item.numero:
            return f"{self.link()}labels/{item.numero}/"
        return f"{self.link()}siren/{item.cooperative.siren}/"

    def item_guid(self, item: Nouvelle) -> str:
        """The same for the same fact, whenever it is read and whatever was corrected of it."""
        rang = f"-{item.rang}" if item.rang else ""
        return f"{settings.WAGTAILADMIN_BASE_URL}{self.item_link(item)}#{item.nature}{rang}"

    def item_updateddate(self, item: Nouvelle) -> datetime.datetime:
        """The first moment, in Paris, of the day it took effect, or of the day since when the register says so."""
        return make_aware(datetime.datetime.combine(max(item.le, item.dite_le), datetime.time.min))


def comite_ics(request: HttpRequest) -> HttpResponse:
    """The committee's meetings, past year and to come, as whole days."""
    calendrier = Calendar()
    calendrier.add("prodid", "-//Coop'HLM//Comité de validation//FR")
    calendrier.add("version", "2.0")
    calendrier.add("x-wr-calname", _("Comité de validation Quali’Coop"))
    depuis = timezone.localdate() - datetime.timedelta(days=365)
    for seance in SeanceComite.objects.filter(le__gte=depuis).order_by("le"):
        calendrier.add_component(evenement_du_comite(seance))
    return HttpResponse(calendrier.to_ical(), content_type="text/calendar; charset=utf-8")


def evenement_du_comite(seance: SeanceComite) -> Event:
    """Return a meeting as a whole day of a calendar. Its identifier, made from the day, is the same in every one."""
    evenement = Event()
    evenement.add("uid", f"comite-{seance.le}@coop-hlm")
    evenement.add("dtstamp", make_aware(datetime.datetime.combine(seance.le, datetime.time.min)))
    evenement.add("summary", _("Comité de validation Quali’Coop"))
    evenement.add("dtstart", seance.le)
    evenement.add("dtend", seance.le + datetime.timedelta(days=1))
    if seance.lieu:
        evenement.add("location", seance.lieu)
    if seance.date_limite_depot:
        limite = date_format(seance.date_limite_depot)
        evenement.add("description", _("Dossiers à déposer avant le %(jour)s.") % {"jour": limite})
    return evenement
