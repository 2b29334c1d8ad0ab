"""The committee's meetings, as calendars show them: the register's own, and the agenda's."""

import datetime

from django.utils.translation import gettext as _
from icalendar import Event

from registre.models import SeanceComite
from socle.formats.calendriers import nouvel_evenement
from socle.templatetags.typographie import en_toutes_lettres


def evenement_du_comite(seance: SeanceComite) -> Event:
    """Return a meeting as a whole day of a calendar. Its identifier stays when its day moves."""
    evenement = nouvel_evenement(seance.uid, revision=seance.revision, modifie=seance.modifiee_le)

    evenement.add("summary", _("Comité de validation Quali’Coop"))
    evenement.add("dtstart", seance.le)
    evenement.add("dtend", seance.le + datetime.timedelta(days=1))

    if seance.lieu:
        evenement.add("location", seance.lieu)
    if seance.date_limite_depot:
        limite = en_toutes_lettres(seance.date_limite_depot)
        evenement.add("description", _("Dossiers à déposer avant le %(jour)s.") % {"jour": limite})
    return evenement


def prochaine_seance(au: datetime.date) -> datetime.date | None:
    """Return the day of the committee's next session, `au` included; None when none is planned. One query."""
    return SeanceComite.objects.filter(le__gte=au).order_by("le").values_list("le", flat=True).first()
