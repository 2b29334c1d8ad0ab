"""The status of one granted period, in words and with its date: that of this label, not of its coop."""

import datetime
from typing import Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.cycle import FaitsLabel, statut_de_label
from registre.etats import StatutDeLabel
from socle.templatetags.typographie import jour

PHRASES = {
    StatutDeLabel.A_VENIR: gettext_lazy("Octroyé, valable à partir du {jour}"),
    StatutDeLabel.LABELLISEE: gettext_lazy("En vigueur jusqu’au {jour}"),
    StatutDeLabel.SUSPENDUE: gettext_lazy("Suspendu depuis le {jour}"),
    StatutDeLabel.RETIREE: gettext_lazy("Retiré le {jour}"),
    StatutDeLabel.ECHUE: gettext_lazy("Échu, dernier jour le {jour}"),
    StatutDeLabel.ABSORBEE: gettext_lazy("Clos par absorption le {jour}"),
}


class Octroye(Protocol):
    """A granted period, whatever it was read from: a row, what was known of it, the journal replayed."""

    @property
    def octroye_le(self) -> datetime.date: ...

    @property
    def faits(self) -> FaitsLabel: ...


def phrase_de_label(label: Octroye, au: datetime.date) -> SafeString:
    """Return "En vigueur jusqu’au 14 mars 2028". Reads the suspensions: of rows, prefetch them."""
    if au < label.octroye_le:
        return format_html(_("Pas encore octroyé au {jour}"), jour=jour(au))

    faits = label.faits
    statut = statut_de_label(faits, au)
    dates = {
        StatutDeLabel.A_VENIR: faits.valide_du,
        StatutDeLabel.SUSPENDUE: getattr(faits.derniere_suspension(au), "suspendu_le", None),
        StatutDeLabel.RETIREE: faits.retire_le,
        StatutDeLabel.ABSORBEE: faits.clos_le,
    }

    return format_html(str(PHRASES[statut]), jour=jour(dates.get(statut) or faits.valide_jusqu_au))
