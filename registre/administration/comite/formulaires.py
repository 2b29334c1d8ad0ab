"""The forms of a session: who was there, a point to add, a decision, a note to the minutes."""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from registre.administration.formulaires.decisions import label_suspendu
from registre.comite.decider import POSSIBLES, DecisionPrise
from registre.comite.lecture import PointDeSeance, SeanceLue
from registre.comite.models import NatureDePoint, SensDeLaDecision
from registre.etats import SortDeLaSuspension
from registre.models import Cooperative
from socle.champs import JourDeFormulaire
from socle.textes.ordre import EnFrancais

LONGUEUR = 4_000  # characters of a text
# Decisions whose reason the public reads, on the label's page.
MOTIF_PUBLIE = frozenset({SensDeLaDecision.SUSPENDU, SensDeLaDecision.RETIRE})


class FormulaireDePresences(forms.Form):
    """Tick who is there, of those in office that day."""

    membres = forms.TypedMultipleChoiceField(
        label="Membres présents", coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, lue: SeanceLue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["membres"]
        champ.choices = [(membre.pk, str(membre)) for membre in lue.membres]  # type: ignore[attr-defined]
        champ.initial = sorted(lue.presents)
        champ.help_text = f"Quorum de la séance\u00a0: {lue.regle_en_mots}. Il se compte point par point."


class FormulaireDAjout(forms.Form):
    """What to add: of a coop's open candidature, of its label, or something else in words."""

    nature = forms.ChoiceField(label="Nature du point", choices=NatureDePoint.choices)
    cooperative = forms.ModelChoiceField(
        label="Coopérative",
        queryset=Cooperative.objects.none(),
        required=False,
        help_text="Sa candidature en cours, ou son dernier label.",
    )
    intitule = forms.CharField(
        label="Intitulé", max_length=200, required=False, help_text="Pour un autre point seulement."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cooperative"].queryset = Cooperative.objects.order_by(  # type: ignore[attr-defined]
            EnFrancais("nom")
        )


class FormulaireDeDecision(forms.Form):
    """What the committee decides of a point."""

    sens = forms.ChoiceField(label="Décision", widget=forms.RadioSelect)
    le = JourDeFormulaire(
        label="Prend effet le",
        widget=AdminDateInput,
        help_text="Le jour de la séance, ou un jour passé qui la suit. Format\u00a0: JJ/MM/AAAA.",
    )
    motif = forms.CharField(label="Motif", widget=AdminAutoHeightTextInput, required=False, max_length=LONGUEUR)
    reserves = forms.CharField(
        label="Réserves",
        widget=AdminAutoHeightTextInput,
        required=False,
        max_length=LONGUEUR,
        help_text="Portées au procès-verbal.",
    )
    deliberation = forms.CharField(
        label="Délibération",
        widget=AdminAutoHeightTextInput,
        required=False,
        max_length=LONGUEUR,
        help_text="Ce qui s’est dit. Jamais au procès-verbal, jamais montrée à un membre en conflit d’intérêts.",
    )
    suspension = forms.ChoiceField(
        label="La suspension en cours est",
        choices=SortDeLaSuspension.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    pour = forms.IntegerField(label="Votes pour", min_value=0, max_value=999, required=False)
    contre = forms.IntegerField(label="Votes contre", min_value=0, max_value=999, required=False)
    abstentions = forms.IntegerField(
        label="Abstentions",
        min_value=0,
        max_value=999,
        required=False,
        help_text="Laissez les trois vides si le vote n’est pas compté.",
    )

    def __init__(self, *args: Any, lue: SeanceLue, lu: PointDeSeance, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possibles = POSSIBLES.get(lu.point.nature, ())
        self.fields["sens"].choices = [(s.value, s.label) for s in possibles]  # type: ignore[attr-defined]
        self.fields["le"].initial = lue.seance.le
        self.fields["motif"].help_text = (
            "Publié sur la page du label en cas de suspension ou de retrait\u00a0: écrivez-le pour le public."
            if MOTIF_PUBLIE.intersection(possibles)
            else "Dit à la coopérative avec la décision, gardé au journal, jamais publié."
        )
        renouvelle = lu.point.nature == NatureDePoint.RENOUVELLEMENT and lu.candidature is not None
        if not (renouvelle and label_suspendu(lu.candidature)):
            del self.fields["suspension"]

    def prise(self) -> DecisionPrise:
        """Return the decision, of a form that is valid."""
        return DecisionPrise(**self.cleaned_data)


class FormulaireDeNoteDePoint(forms.Form):
    """What a member writes down of a point."""

    texte = forms.CharField(
        label="Votre note",
        widget=AdminAutoHeightTextInput,
        required=False,
        max_length=LONGUEUR,
        help_text="Vide, elle est retirée. Jamais au procès-verbal.",
    )
    partagee = forms.BooleanField(
        label="La partager avec le comité",
        required=False,
        help_text="Sinon vous seul la lisez. Un membre en conflit d’intérêts ne la lit jamais.",
    )


class FormulaireDeNote(forms.Form):
    """What is put right of locked minutes."""

    texte = forms.CharField(
        label="Note",
        widget=AdminAutoHeightTextInput,
        max_length=LONGUEUR,
        help_text="Elle s’ajoute au procès-verbal, datée et signée. Elle ne s’efface pas.",
    )
