"""A filing in a form that corrects it: why each engagement, its indicators, one more of each, and those to take out."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from raison_detre.models import Engagement
from registre.administration.formulaires.depot import LIGNES_MAXIMUM, FormulaireDIndicateur
from registre.composition import ChoixDEngagement
from registre.ecriture.editions import Editions
from registre.journal.charges import Depot, EngagementDepose, IndicateurDepose
from registre.operations.retouches_de_depot import IndicateurCorrige
from registre.plan_d_action import plan_en_lignes


class FormulaireDePourquoi(forms.Form):
    """How an engagement illustrates the Raison d'être."""

    illustration = forms.CharField(
        label=_("En quoi il illustre la Raison d’être"), widget=AdminAutoHeightTextInput, required=False
    )


class FormulaireDIndicateurCorrige(FormulaireDIndicateur):
    """An indicator as filed. Those that the filing has are never blank: they are taken out by their box."""

    def propose_a(self, place: int | None) -> IndicateurCorrige:
        """Return the indicator, of a form that is valid, with its place in the filing; None for one that is added."""
        donnees = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom in IndicateurDepose.model_fields}
        return IndicateurCorrige(**donnees, place=place)


IndicateursCorriges: type[BaseFormSet] = formset_factory(
    FormulaireDIndicateurCorrige,
    extra=1,
    can_delete=True,
    can_delete_extra=False,
    max_num=LIGNES_MAXIMUM,
    absolute_max=LIGNES_MAXIMUM,
)


class LigneCorrigee:
    """One engagement of the filing."""

    def __init__(self, engagement: Engagement, depose: EngagementDepose, donnees: Any = None) -> None:
        self.engagement = engagement
        prefixe = f"e{engagement.numero}"
        self.pourquoi = FormulaireDePourquoi(donnees, prefix=prefixe, initial={"illustration": depose.illustration})
        initiales = [_valeurs(indicateur) for indicateur in depose.indicateurs]
        self.indicateurs = IndicateursCorriges(donnees, prefix=f"{prefixe}-i", initial=initiales)
        for formulaire in self.indicateurs:
            if "DELETE" in formulaire.fields:
                formulaire.fields["DELETE"].label = _("Retirer cet indicateur")

    def est_valide(self) -> bool:
        """Whether what was typed can be read."""
        return self.pourquoi.is_valid() and self.indicateurs.is_valid()

    @property
    def fautive(self) -> bool:
        """Whether something typed in it is wrong: it is shown open."""
        return self.pourquoi.is_bound and not self.est_valide()

    def propose(self) -> ChoixDEngagement:
        """Return the engagement as it should have been filed, of a line that is valid."""
        deja = self.indicateurs.initial_form_count()
        gardes = [
            (place, formulaire)
            for place, formulaire in enumerate(self.indicateurs)
            if not formulaire.cleaned_data.get("DELETE") and (place < deja or formulaire.has_changed())
        ]
        indicateurs = tuple(f.propose_a(place if place < deja else None) for place, f in gardes)
        return ChoixDEngagement(self.engagement.numero, self.pourquoi.cleaned_data["illustration"], indicateurs)

    def champs(self) -> Iterator[forms.BoundField]:
        """Yield every field, to carry what was typed through the preview."""
        yield from self.pourquoi
        yield from self.indicateurs.management_form
        for formulaire in self.indicateurs:
            yield from formulaire


class ChoixCorriges:
    """The engagements of a filing, in order of number. `donnees` is what was typed, None before."""

    def __init__(self, depot: Depot, donnees: Any = None) -> None:
        de_l_edition = Editions().engagements(depot.referentiel)
        lignes = [LigneCorrigee(de_l_edition[depose.cle], depose, donnees) for depose in depot.engagements]
        self.lignes = sorted(lignes, key=lambda ligne: ligne.engagement.numero)

    def est_valide(self) -> bool:
        """Whether every line can be read."""
        return all(ligne.est_valide() for ligne in self.lignes)

    def propose(self) -> list[ChoixDEngagement]:
        """Return the engagements as they should have been filed."""
        return [ligne.propose() for ligne in self.lignes]

    def champs(self) -> Iterator[forms.BoundField]:
        """Yield every field of every line."""
        for ligne in self.lignes:
            yield from ligne.champs()


def _valeurs(indicateur: IndicateurDepose) -> dict[str, Any]:
    """What the form of an indicator holds at first."""
    return indicateur.model_dump(exclude={"actions"}) | {"actions": plan_en_lignes(indicateur.actions)}
