"""What happened in the register, as an Atom feed, and when the committee meets, as a calendar."""

import datetime
from typing import Any

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

from registre.models import Evenement, Label, Operation, SeanceComite

PUBLIQUES = {
    Operation.ACCORDER_LABEL: gettext_lazy("label accordé"),
    Operation.RENOUVELER: gettext_lazy("label renouvelé"),
    Operation.SUSPENDRE: gettext_lazy("label suspendu"),
    Operation.LEVER_SUSPENSION: gettext_lazy("suspension levée"),
    Operation.RETIRER: gettext_lazy("label retiré"),
}
NOMBRE = 50


class Nouvelle:
    """Something that became true of a label on a day."""

    def __init__(self, label: Label, quoi: Any, le: datetime.date, nature: str) -> None:
        self.label, self.quoi, self.le, self.nature = label, quoi, le, nature


def nouvelles(au: datetime.date) -> list[Nouvelle]:
    """Return the latest public facts by `au`, newest first: decisions, and ends of validity that no decision makes.

    A decision that was corrected is told on its right day, once. Two queries.
    """
    decisions = Evenement.objects.filter(operation__in=PUBLIQUES, prend_effet_le__lte=au, corrections=None)
    lus = [
        Nouvelle(e.label, PUBLIQUES[Operation(e.operation)], e.prend_effet_le, e.operation)
        for e in decisions.select_related("label__cooperative").order_by("-prend_effet_le", "-pk")[:NOMBRE]
        if e.label is not None
    ]
    echus = Label.objects.filter(valide_jusqu_au__lt=au, retire_le=None).select_related("cooperative")
    lus += [
        Nouvelle(label, _("label arrivé à échéance"), label.valide_jusqu_au + datetime.timedelta(days=1), "echeance")
        for label in echus.order_by("-valide_jusqu_au", "-pk")[:NOMBRE]
    ]
    return sorted(lus, key=lambda n: (n.le, n.label.numero), reverse=True)[:NOMBRE]


class FluxDuRegistre(Feed):
    """Grants, renewals, suspensions, withdrawals, ends of validity."""

    feed_type = Atom1Feed
    title = gettext_lazy("Registre du label Quali’Coop")
    subtitle = gettext_lazy("Labels accordés, renouvelés, suspendus, retirés ou arrivés à échéance.")

    def link(self) -> str:
        """The register's page."""
        return reverse("registre:liste")

    def items(self) -> list[Nouvelle]:
        """What became true by today."""
        return nouvelles(timezone.localdate())

    def item_title(self, item: Nouvelle) -> str:
        """The coop, what, and whether it is fictional."""
        titre = _("%(coop)s : %(quoi)s") % {"coop": item.label.cooperative, "quoi": item.quoi}
        return f"{titre} ({_('démonstration')})" if item.label.cooperative.demonstration else titre

    def item_description(self, item: Nouvelle) -> str:
        """The label and the day."""
        return _("Label %(numero)s, le %(jour)s.") % {"numero": item.label.numero, "jour": date_format(item.le)}

    def item_link(self, item: Nouvelle) -> str:
        """The label's permanent page."""
        return f"{self.link()}labels/{item.label.numero}/"

    def item_guid(self, item: Nouvelle) -> str:
        """The same for the same fact, whenever it is read."""
        return f"{settings.WAGTAILADMIN_BASE_URL}{self.item_link(item)}#{item.nature}-{item.le}"

    def item_updateddate(self, item: Nouvelle) -> datetime.datetime:
        """The first moment of the day, in Paris."""
        return make_aware(datetime.datetime.combine(item.le, datetime.time.min))


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
