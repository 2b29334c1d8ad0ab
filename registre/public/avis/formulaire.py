"""The expert's opinion, as their page takes it."""

from django import forms

from registre.avis.models import LONGUEUR


class FormulaireDAvis(forms.Form):
    """One text. Its length is judged by the operation."""

    texte = forms.CharField(
        label="Votre avis",
        widget=forms.Textarea(attrs={"rows": 14, "maxlength": LONGUEUR}),
        error_messages={"required": "Écrivez votre avis."},
        help_text=f"{LONGUEUR // 1000}\u00a0000 caractères au plus. Lu par la Fédération et par le comité.",
    )
