"""The status of one granted period, in words and with its date: that of this label, not of its coop."""

import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.cycle import statut_de_label
from registre.etats import StatutDeLabel
from registre.models import Label
from socle.templatetags.typographie import jour

PHRASES = {
    StatutDeLabel.A_VENIR: gettext_lazy("Octroyé, valable à partir du {jour}"),
    StatutDeLabel.LABELLISEE: gettext_lazy("En vigueur jusqu’au {jour}"),
    StatutDeLabel.SUSPENDUE: gettext_lazy("Suspendu depuis le {jour}"),
    StatutDeLabel.RETIREE: gettext_lazy("Retiré le {jour}"),
    StatutDeLabel.ECHUE: gettext_lazy("Échu, dernier jour le {jour}"),
}


def phrase_de_label(label: Label, au: datetime.date) -> SafeString:
    """Return "En vigueur jusqu’au 14 mars 2028". Reads the suspensions: prefetch them."""
    if au < label.octroye_le:
        return format_html(_("Pas encore octroyé au {jour}"), jour=jour(au))
    faits = label.faits
    statut = statut_de_label(faits, au)
    dates = {
        StatutDeLabel.A_VENIR: label.valide_du,
        StatutDeLabel.SUSPENDUE: getattr(faits.derniere_suspension(au), "suspendu_le", None),
        StatutDeLabel.RETIREE: label.retire_le,
    }
    return format_html(str(PHRASES[statut]), jour=jour(dates.get(statut) or label.valide_jusqu_au))
