"""When the committee meets, as a calendar other programs read."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.calendrier.seances import evenement_du_comite
from registre.models import SeanceComite
from socle.formats.calendriers import repondre_calendrier


@require_safe
def comite_ics(request: HttpRequest) -> HttpResponse:
    """The committee's meetings, past year and to come, as whole days."""
    depuis = timezone.localdate() - datetime.timedelta(days=365)
    seances = SeanceComite.objects.filter(le__gte=depuis).order_by("le")
    return repondre_calendrier(
        map(evenement_du_comite, seances), nom=_("Comité de validation Quali’Coop"), produit="Comité de validation"
    )
