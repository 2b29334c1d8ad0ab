"""The confirmation form of an operation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from registre.administration.gestes import Geste
from registre.models import Indicateur
from registre.models.indicateur import Preuve
from registre.operations import ReleveConsigne


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

    def __init__(
        self, *args: Any, geste: Geste, mois: list[int], indicateurs: Sequence[Indicateur] = (), **kwargs: Any
    ) -> None:
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
        self.releves = {f"releve_{indicateur.pk}": indicateur for indicateur in indicateurs}
        if self.releves:
            self._ajouter_les_releves()

    def _ajouter_les_releves(self) -> None:
        """One value an indicator, none of them required, and how sure they are."""
        for nom, indicateur in self.releves.items():
            unite = f" ({indicateur.unite})" if indicateur.unite else ""
            self.fields[nom] = forms.DecimalField(
                label=f"{indicateur.engagement_pris.engagement.numero}. {indicateur.nom}{unite}",
                max_digits=14,
                decimal_places=2,
                required=False,
                localize=True,
                help_text=dernier_connu(indicateur),
            )
        self.fields["source"] = forms.CharField(label=_("Source des valeurs"), required=False, max_length=200)
        self.fields["preuve"] = forms.ChoiceField(label=_("Ces valeurs sont"), choices=Preuve.choices)

    def arguments(self) -> dict[str, Any]:
        """Return what the operation takes, of a form that is valid."""
        donnees = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom in {"le", "mois", "motif"}}
        if self.releves:
            source, preuve = self.cleaned_data["source"], self.cleaned_data["preuve"]
            donnees["releves"] = [
                ReleveConsigne(indicateur.pk, valeur, source, preuve)
                for nom, indicateur in self.releves.items()
                if (valeur := self.cleaned_data[nom]) is not None
            ]
        return donnees


def dernier_connu(indicateur: Indicateur) -> str:
    """Say the latest value known and the target, so that whoever types sees at once a figure that is not likely."""
    releve = max(indicateur.releves.all(), key=lambda releve: releve.releve_le, default=None)
    valeur, le = (releve.valeur, releve.releve_le) if releve else (indicateur.valeur_depart, indicateur.depart_le)
    dits = []
    if valeur is not None:
        dits.append(_("Dernière valeur : %(valeur)s, le %(le)s.") % {"valeur": localize(valeur), "le": localize(le)})
    if indicateur.cible is not None:
        cible = {"valeur": localize(indicateur.cible), "le": localize(indicateur.cible_le)}
        dits.append(_("Cible : %(valeur)s, le %(le)s.") % cible)
    return " ".join(str(dit) for dit in dits)
