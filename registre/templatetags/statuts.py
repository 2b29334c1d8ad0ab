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


def statut_de_ligne(statut: str, le: datetime.date | None) -> SafeString:
    """Return a status with its shape, its word and its date as one element: a page of rows has no room for more.

    Raises `ValueError` as `phrase_de` does.
    """
    classes = f"statut statut--{statut or 'aucun'}"
    if le is None:
        return format_html('<span class="{}">{}</span>', classes, phrase_de(statut, le))
    mots = str(PHRASES[Statut(statut)]).format(jour=en_toutes_lettres(le))
    return format_html('<time class="{}" datetime="{}">{}</time>', classes, le.isoformat(), mots)


def phrase_de(statut: str, le: datetime.date | None) -> SafeString:
    """Return a status in words with its date in full; "" has no date. Raises `ValueError` when another lacks it."""
    if not statut:
        return format_html("{}", _("Pas de label connu"))
    if le is None:
        raise ValueError(f"{statut}: a status without the fact it comes from.")
    return format_html(str(PHRASES[Statut(statut)]), jour=jour(le))
