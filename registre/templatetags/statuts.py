"""A public status, always by word, shape and date: `{% statut periode %}`."""

import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.etats import Statut
from registre.models import PeriodeDeStatut
from socle.templatetags.typographie import jour

register = template.Library()

PHRASES = {
    Statut.LABELLISEE: gettext_lazy("Labellisée jusqu’au {jour}"),
    Statut.SUSPENDUE: gettext_lazy("Label suspendu depuis le {jour}"),
    Statut.EN_RENOUVELLEMENT: gettext_lazy("En renouvellement, label échu le {jour}"),
    Statut.ENGAGEE: gettext_lazy("Engagée depuis le {jour}"),
    Statut.ECHUE: gettext_lazy("Label échu le {jour}"),
    Statut.RETIREE: gettext_lazy("Label retiré le {jour}"),
}


@register.inclusion_tag("registre/components/statut.html")
def statut(periode: PeriodeDeStatut) -> dict[str, Any]:
    """The status of a coop in a period. Reads its label, suspension and candidature: select them with the row."""
    return {"code": periode.statut or "aucun", "phrase": phrase(periode)}


def phrase(periode: PeriodeDeStatut) -> SafeString:
    """Return the status in words with its date in full, "Labellisée jusqu’au 14 mars 2028"."""
    if not periode.statut:
        return format_html("{}", _("Pas de label connu"))
    return format_html(str(PHRASES[Statut(periode.statut)]), jour=jour(date_du_statut(periode)))


def date_du_statut(periode: PeriodeDeStatut) -> datetime.date:
    """Return the date that goes with the status: its last day when it holds, the day it began otherwise."""
    dates = {
        Statut.ENGAGEE: periode.candidature.admissible_le if periode.candidature else None,
        Statut.SUSPENDUE: periode.suspension.suspendu_le if periode.suspension else None,
        Statut.RETIREE: periode.label.retire_le if periode.label else None,
    }
    fin = periode.label.valide_jusqu_au if periode.label else None
    jour_du_statut = dates.get(Statut(periode.statut), fin)
    if jour_du_statut is None:
        raise ValueError(f"{periode}: a status without the fact it comes from.")
    return jour_du_statut
