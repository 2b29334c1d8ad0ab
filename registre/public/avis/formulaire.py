"""The expert's opinion, as their page takes it."""

from django import forms

from registre.avis.models import LONGUEUR


class FormulaireDAvis(forms.Form):
    """One text. What it lacks is said by the operation, on the field."""

    texte = forms.CharField(
        label="Votre avis",
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "maxlength": LONGUEUR}),
        help_text=f"{LONGUEUR // 1000}\u00a0000 caractères au plus. Lu par la Fédération et par le comité.",
    )
