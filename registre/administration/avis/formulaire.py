"""What one asks of an expert: who, on what, until when."""

from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from registre.avis.models import LONGUEUR
from registre.avis.operations import AvisVoulu
from registre.dossier.contenu import ContenuDeDossier
from socle.champs import JourDeFormulaire, LigneDeFormulaire


class FormulaireDeDemandeDAvis(forms.Form):
    """The request, with the parts of the version that may be shown. The letter and the consultation never are."""

    nom = LigneDeFormulaire(label="Nom de l’expert", max_length=150)
    courriel = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="Le lien y est envoyé. Relisez-la : qui l’a lit le dossier.",
    )
    question = forms.CharField(
        label="Ce que vous demandez",
        max_length=LONGUEUR,
        widget=AdminAutoHeightTextInput(attrs={"rows": 5}),
        help_text="L’expert le lit tel quel, dans le courriel et sur sa page.",
        error_messages={"required": "Dites ce que vous demandez."},
    )
    engagements = forms.MultipleChoiceField(
        label="Engagements montrés",
        widget=forms.CheckboxSelectMultiple,
        help_text="Les valeurs que la coopérative a réservées à la Fédération et au comité ne le sont jamais.",
        error_messages={"required": "Cochez au moins un engagement."},
    )
    pieces = forms.TypedMultipleChoiceField(
        label="Pièces montrées",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Une pièce est donnée entière : relisez-la avant de la cocher.",
    )
    echeance = JourDeFormulaire(
        label="Dernier jour pour répondre",
        widget=AdminDateInput,
        help_text="Le lien s’ouvre jusqu’à ce jour compris. Un rappel part sept jours avant, un autre la veille.",
    )

    def __init__(self, *args: Any, contenu: ContenuDeDossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["engagements"].choices = [  # type: ignore[attr-defined]
            (engagement.cle, f"{engagement.numero}. {engagement.intitule}") for engagement in contenu.engagements
        ]
        if contenu.pieces:
            self.fields["pieces"].choices = [  # type: ignore[attr-defined]
                (piece.id, piece.libelle or piece.nom) for piece in contenu.pieces
            ]
        else:
            del self.fields["pieces"]

    def voulu(self) -> AvisVoulu:
        """Return what was typed, as the operation takes it."""
        return AvisVoulu(**{"pieces": (), **self.cleaned_data})
