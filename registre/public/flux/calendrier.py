"""When the committee meets, as a calendar other programs read."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Event

from registre.models import SeanceComite
from socle.formats.calendriers import nouvel_evenement, repondre_calendrier


@require_safe
def comite_ics(request: HttpRequest) -> HttpResponse:
    """The committee's meetings, past year and to come, as whole days."""
    depuis = timezone.localdate() - datetime.timedelta(days=365)
    seances = SeanceComite.objects.filter(le__gte=depuis).order_by("le")
    return repondre_calendrier(
        map(evenement_du_comite, seances), nom=_("Comité de validation Quali’Coop"), produit="Comité de validation"
    )


def evenement_du_comite(seance: SeanceComite) -> Event:
    """Return a meeting as a whole day of a calendar. Its identifier stays when its day moves."""
    evenement = nouvel_evenement(seance.uid, revision=seance.revision, modifie=seance.modifiee_le)
    evenement.add("summary", _("Comité de validation Quali’Coop"))
    evenement.add("dtstart", seance.le)
    evenement.add("dtend", seance.le + datetime.timedelta(days=1))
    if seance.lieu:
        evenement.add("location", seance.lieu)
    if seance.date_limite_depot:
        limite = date_format(seance.date_limite_depot)
        evenement.add("description", _("Dossiers à déposer avant le %(jour)s.") % {"jour": limite})
    return evenement
