"""The forms of what changes who a coop is: a name, a seat, a number, a legal form, membership, an absorption."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from registre.administration.formulaires.decisions import FormulaireDeGeste
from registre.etats import Operation, SortDuLabel
from registre.models import Cooperative
from registre.models.cooperative import ADHESION
from registre.siren import compacter
from socle.champs import LigneDeFormulaire
from socle.recherche.mots.normalisation import normaliser
from socle.textes.ordre import EnFrancais

CHAMPS: dict[Operation, tuple[str, ...]] = {
    Operation.RENOMMER: ("nom", "nom_usuel", "sigle"),
    Operation.DEMENAGER: ("commune", "code_departement"),
    Operation.CHANGER_SIREN: ("siren",),
    Operation.TRANSFORMER: ("forme_juridique",),
}
CANDIDATES = 5


def champs_de_cooperative(noms: Iterable[str]) -> dict[str, forms.Field]:
    """Return the fields of a coop's form, as its model makes and checks them."""
    modele = forms.fields_for_model(Cooperative, fields=tuple(noms), widgets=dict.fromkeys(ADHESION, AdminDateInput))
    return {nom: champ for nom, champ in modele.items() if champ is not None}


class FormulaireSurCooperative(FormulaireDeGeste):
    """A decision carried out on a coop. Whatever the reason, it is the journal's."""

    @property
    def cooperatives(self) -> list[int]:
        """The keys of the coops whose history changes: here, its own only."""
        return [self.objet.pk]


class FormulaireDIdentite(FormulaireSurCooperative):
    """What changes, as it is today, and from when."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champs = champs_de_cooperative(CHAMPS[self.geste.operation])
        for nom, champ in champs.items():
            champ.initial = getattr(self.objet, nom)
        self.fields = champs | self.fields
        self.fields["le"].label = _("À partir du")
        self.fields["le"].help_text = _("Le jour où le changement prend effet, aujourd’hui ou un jour passé.")


class FormulaireDeDepart(FormulaireSurCooperative):
    """The last day in the Federation, which may be to come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["le"].label = _("Dernier jour comme membre")
        self.fields["le"].help_text = _("Ce jour est inclus. Il peut être à venir.")

    @property
    def avertissements(self) -> list[str]:
        """That the label is not withdrawn by leaving."""
        return [gettext("Quitter la Fédération ne décide rien du label : s’il faut le retirer, le comité le retire.")]


class FormulaireDeRetour(FormulaireSurCooperative):
    """The first day as a member again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["le"].label = _("Membre à nouveau à partir du")
        self.fields["le"].help_text = _("Aujourd’hui ou un jour passé.")


class FormulaireDAbsorption(FormulaireSurCooperative):
    """Which coop is absorbed, when, and what becomes of the label it bears that day."""

    absorbee = LigneDeFormulaire(
        label=_("Coopérative absorbée"),
        max_length=200,
        help_text=_("Son SIREN, ou assez de son nom ou de sa commune pour qu’elle seule réponde."),
    )
    sort = forms.ChoiceField(
        label=_("Son label"),
        choices=[("", _("elle n’en a pas ce jour-là")), *SortDuLabel.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    field_order = ("absorbee", "le", "sort", "motif")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["le"].label = _("Absorbée le")
        self.fields["le"].help_text = _("Son premier jour sans existence propre, aujourd’hui ou un jour passé.")

    @property
    def cooperatives(self) -> list[int]:
        """The coop that absorbs, then the one absorbed."""
        return [self.objet.pk, self.cleaned_data["absorbee"].pk]

    def clean_absorbee(self) -> Cooperative:
        """Return the only coop that answers. Raises `ValidationError` naming those that do, when they are several."""
        dit = self.cleaned_data["absorbee"]
        trouvees = list(_cherchees(dit, sauf=self.objet.pk)[: CANDIDATES + 1])
        if len(trouvees) == 1:
            return trouvees[0]
        if not trouvees:
            raise forms.ValidationError(gettext("Aucune autre coopérative du registre ne répond à « %s ».") % dit)
        noms = ", ".join(f"{c} ({c.commune}, {c.siren})" for c in trouvees[:CANDIDATES])
        suite = ", …" if len(trouvees) > CANDIDATES else ""
        raise forms.ValidationError(gettext("Plusieurs répondent : %s. Écrivez le SIREN.") % f"{noms}{suite}")

    def arguments(self) -> dict[str, Any]:
        """Return the other coop by its key, with the rest."""
        donnees = {nom: valeur for nom, valeur in self.cleaned_data.items() if nom != "absorbee"}
        return donnees | {"absorbee_id": self.cleaned_data["absorbee"].pk}


def _cherchees(dit: str, *, sauf: int) -> Any:
    """Return the coops still standing that answer to a SIREN, or to all of these words."""
    restantes = Cooperative.objects.filter(absorbee_par=None).exclude(pk=sauf).order_by(EnFrancais("nom"))
    compact = compacter(dit)
    if compact.isdecimal():
        return restantes.filter(siren=compact)
    for mot in normaliser(dit).split():
        restantes = restantes.filter(texte_recherche__contains=mot)
    return restantes
