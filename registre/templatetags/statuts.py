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
from socle.templatetags.typographie import en_toutes_lettres, jour

register = template.Library()

PHRASES = {
    Statut.LABELLISEE: gettext_lazy("Labellisée jusqu’au {jour}"),
    Statut.SUSPENDUE: gettext_lazy("Label suspendu depuis le {jour}"),
    Statut.EN_RENOUVELLEMENT: gettext_lazy("En renouvellement, label échu le {jour}"),
    Statut.ENGAGEE: gettext_lazy("Engagée depuis le {jour}"),
    Statut.ECHUE: gettext_lazy("Label échu le {jour}"),
    Statut.RETIREE: gettext_lazy("Label retiré le {jour}"),
}


# The date that goes with a status: for the others, the last day of the label.
DATES: dict[str, str] = {
    Statut.ENGAGEE: "admissible_le",
    Statut.SUSPENDUE: "suspendu_le",
    Statut.RETIREE: "retire_le",
}
FIN = "valide_jusqu_au"


@register.inclusion_tag("registre/components/statut.html")
def statut(periode: PeriodeDeStatut) -> dict[str, Any]:
    """The status of a coop in a period."""
    return {"code": periode.statut or "aucun", "phrase": phrase(periode)}


def phrase(periode: PeriodeDeStatut) -> SafeString:
    """Return the status of a period in words, "Labellisée jusqu’au 14 mars 2028"."""
    return phrase_de(periode.statut, getattr(periode, DATES.get(periode.statut, FIN)))


def en_mots(statut: str, le: datetime.date | None) -> str:
    """Return a status and its date as plain words, where no tag may stand. Raises `ValueError` as `phrase_de` does."""
    if not statut or le is None:
        return str(phrase_de(statut, le))
    return str(PHRASES[Statut(statut)]).format(jour=en_toutes_lettres(le))


def phrase_de(statut: str, le: datetime.date | None) -> SafeString:
    """Return a status in words with its date in full; "" has no date. Raises `ValueError` when another lacks it."""
    if not statut:
        return format_html("{}", _("Pas de label connu"))
    if le is None:
        raise ValueError(f"{statut}: a status without the fact it comes from.")
    return format_html(str(PHRASES[Statut(statut)]), jour=jour(le))
