"""The confirmation form of an operation."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from registre.administration.gestes import Geste


class FormulaireDeGeste(forms.Form):
    """The day it takes effect, and why."""

    le = forms.DateField(
        label=_("Prend effet le"),
        widget=AdminDateInput,
        help_text=_("Le jour de la décision, aujourd’hui ou un jour passé. Format : AAAA-MM-JJ."),
        error_messages={"invalid": _("Écrivez une date qui existe, comme 2026-03-14.")},
    )
    mois = forms.TypedChoiceField(label=_("Point"), coerce=int)
    motif = forms.CharField(label=_("Motif"), widget=AdminAutoHeightTextInput, required=False, max_length=4000)

    def __init__(self, *args: Any, geste: Geste, mois: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["le"].initial = timezone.localdate()
        motif = self.fields["motif"]
        motif.required = geste.motif_requis
        if geste.motif_publie:
            motif.help_text = _("Publié sur la page du label : écrivez-le pour le public.")
        else:
            motif.help_text = _("Gardé au journal, jamais publié.")
        if geste.avec_mois:
            self.fields["mois"].choices = [(n, _("à %(n)s mois") % {"n": n}) for n in mois]  # type: ignore[attr-defined]
        else:
            del self.fields["mois"]
