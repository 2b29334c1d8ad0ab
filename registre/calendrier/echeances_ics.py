"""What is awaited of coops, as calendars show it: a whole day each, under an identifier of its own."""

import datetime

from django.utils.translation import gettext as _
from icalendar import Event

from registre.calendrier.attendues import Attendue
from socle.conservation import debut_du_jour
from socle.formats.calendriers import nouvel_evenement


def evenement_d_echeance(due: Attendue, adresse: str) -> Event:
    """Return a deadline as a whole day. Moved by a correction, it is another one, as for reminders.

    It says what it says since the decision that its day is counted from. `adresse` is where one does it.
    """
    candidature = due.candidature
    depuis = candidature.labellisee_le or candidature.admissible_le or due.le
    uid = f"echeance-{candidature.pk}-{due.nature}-{due.mois}-{due.le:%Y%m%d}"
    evenement = nouvel_evenement(uid, revision=0, modifie=debut_du_jour(depuis).astimezone(datetime.UTC))

    evenement.add("summary", _("%(coop)s : %(quoi)s") % {"coop": due.cooperative, "quoi": due.nom})
    evenement.add("dtstart", due.le)
    evenement.add("dtend", due.le + datetime.timedelta(days=1))
    evenement.add("url", adresse)
    return evenement
