"""The form that files a candidature for a coop: which engagements, why, and how each is measured."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from raison_detre.models import Engagement
from raison_detre.natures import Nature
from registre.composition import ActionProposee, ChoixDEngagement, IndicateurPropose
from registre.models.cooperative import SANS_FORMULE
from registre.models.indicateur import Sens, Visibilite
from registre.plan_d_action import lire_plan
from socle.champs import JourDeFormulaire, LigneDeFormulaire

LIGNES_MAXIMUM = 10  # indicators of one engagement


class FormulaireDeDepot(forms.Form):
    """The day the file was filed, and a word for the journal."""

    le = JourDeFormulaire(
        label=gettext_lazy("Déposée le"),
        widget=AdminDateInput,
        initial=timezone.localdate,
        help_text=gettext_lazy("Le jour où le dossier est arrivé, aujourd’hui ou un jour passé. Format : JJ/MM/AAAA."),
    )
    motif = forms.CharField(
        label=gettext_lazy("Note pour le journal"),
        widget=AdminAutoHeightTextInput,
        required=False,
        max_length=4000,
        help_text=gettext_lazy("Gardée au journal, jamais publiée."),
    )


class FormulaireDEngagement(forms.Form):
    """One engagement of the edition: chosen or not, and how it illustrates the Raison d'être."""

    choisi = forms.BooleanField(label=gettext_lazy("Choisi"), required=False)
    illustration = forms.CharField(
        label=gettext_lazy("En quoi il illustre la Raison d’être"), widget=AdminAutoHeightTextInput, required=False
    )


class FormulaireDIndicateur(forms.Form):
    """One indicator. Left blank, it does not count; a value and its day go together."""

    nom = LigneDeFormulaire(label=gettext_lazy("Indicateur"), max_length=150, validators=[SANS_FORMULE])
    nature = forms.ChoiceField(label=gettext_lazy("Nature"), choices=Nature.choices)
    unite = LigneDeFormulaire(label=gettext_lazy("Unité"), max_length=40, required=False, validators=[SANS_FORMULE])
    sens = forms.ChoiceField(label=gettext_lazy("Sens"), choices=Sens.choices)
    valeur_depart = forms.DecimalField(
        label=gettext_lazy("Valeur de départ"), max_digits=14, decimal_places=2, required=False, localize=True
    )
    depart_le = JourDeFormulaire(label=gettext_lazy("Relevée le"), required=False, widget=AdminDateInput)
    cible = forms.DecimalField(
        label=gettext_lazy("Cible"), max_digits=14, decimal_places=2, required=False, localize=True
    )
    cible_le = JourDeFormulaire(label=gettext_lazy("À atteindre le"), required=False, widget=AdminDateInput)
    visibilite = forms.ChoiceField(label=gettext_lazy("Visibilité"), choices=Visibilite.choices)
    actions = forms.CharField(
        label=gettext_lazy("Plan d’action"),
        widget=AdminAutoHeightTextInput,
        required=False,
        help_text=gettext_lazy("Une action par ligne, sa date d’abord : 31/03/2027 Former les gardiens."),
    )

    def has_changed(self) -> bool:
        """Whether anything was typed: a list always holds a choice, and says nothing by itself."""
        return bool(set(self.changed_data) - {"nature", "sens", "visibilite"})

    def clean(self) -> dict[str, Any]:
        donnees = super().clean() or {}
        for valeur, jour in (("valeur_depart", "depart_le"), ("cible", "cible_le")):
            if jour not in self.errors and valeur not in self.errors:
                self._aller_ensemble(donnees, valeur, jour)
        return donnees

    def _aller_ensemble(self, donnees: dict[str, Any], valeur: str, jour: str) -> None:
        if donnees.get(valeur) is not None and not donnees.get(jour):
            self.add_error(jour, _("Donnez aussi le jour de cette valeur."))
        if donnees.get(jour) and donnees.get(valeur) is None:
            self.add_error(valeur, _("Donnez aussi la valeur de ce jour."))

    def clean_actions(self) -> tuple[ActionProposee, ...]:
        """Read the plan, one dated action a line. Raises `ValidationError` naming the line."""
        return lire_plan(self.cleaned_data["actions"])

    def propose(self) -> IndicateurPropose:
        """Return the indicator, of a form that is valid and not blank."""
        return IndicateurPropose(**self.cleaned_data)


IndicateurFormSet: type[BaseFormSet] = formset_factory(
    FormulaireDIndicateur, extra=0, min_num=1, max_num=LIGNES_MAXIMUM, absolute_max=LIGNES_MAXIMUM
)


class LigneDeDepot:
    """One engagement of the edition in the form: its choice and its indicators."""

    def __init__(self, engagement: Engagement, donnees: Any = None) -> None:
        self.engagement = engagement
        prefixe = f"e{engagement.numero}"
        self.choix = FormulaireDEngagement(donnees, prefix=prefixe)
        self.indicateurs = IndicateurFormSet(donnees, prefix=f"{prefixe}-i")
        for formulaire in self.indicateurs:
            formulaire.empty_permitted, formulaire.use_required_attribute = True, False

    @property
    def choisi(self) -> bool:
        """Whether its box is ticked in what was sent."""
        return bool(self.choix["choisi"].value())

    def est_valide(self) -> bool:
        """Whether what was typed can be read; an engagement not chosen is not looked at."""
        return self.choix.is_valid() and (not self.choisi or self.indicateurs.is_valid())

    def propose(self) -> ChoixDEngagement:
        """Return the choice, of a line that is valid."""
        remplis = [formulaire for formulaire in self.indicateurs if formulaire.has_changed()]
        illustration = self.choix.cleaned_data["illustration"]
        return ChoixDEngagement(self.engagement.numero, illustration, tuple(f.propose() for f in remplis))
