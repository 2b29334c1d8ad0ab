"""The form of a report: what is wrong, what would be right, where to answer; and what keeps programs away."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.public.signaler.jeton import donner, reprendre
from registre.signalements.models import SignalementDErreur

PIEGE = "site"


class FormulaireDeSignalement(forms.ModelForm):
    """A report as it is typed. Once valid, `numero` is that of the form: sent twice, it is one report."""

    jeton = forms.CharField(widget=forms.HiddenInput, required=False)
    # Hidden from people: only a program fills it.
    site = forms.CharField(
        label=gettext_lazy("Laissez ce champ vide"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = SignalementDErreur
        fields = ("faux", "juste", "courriel")
        labels = {
            "faux": gettext_lazy("Qu’est-ce qui est faux ?"),
            "juste": gettext_lazy("Que faudrait-il lire ?"),
            "courriel": gettext_lazy("Votre adresse électronique"),
        }
        help_texts = {
            "faux": gettext_lazy("Recopiez ce que dit la page et dites pourquoi c’est faux. 2 000 caractères au plus."),
            "juste": gettext_lazy("Et où le vérifier, si vous le savez."),
        }
        widgets = {
            "faux": forms.Textarea(attrs={"rows": 5}),
            "juste": forms.Textarea(attrs={"rows": 3}),
            "courriel": forms.EmailInput(attrs={"autocomplete": "email"}),
        }

    numero: uuid.UUID

    def __init__(self, donnees: QueryDict | None = None, *, conservation_mois: int) -> None:
        super().__init__(donnees, initial={"jeton": donner()})
        self.fields["faux"].required = True
        self.fields["faux"].error_messages["required"] = _("Écrivez ce qui est faux.")
        self.fields["courriel"].help_text = _(
            "Pour recevoir la réponse. En la donnant, vous acceptez que la Fédération s’en serve pour cela, et pour "
            "rien d’autre ; elle est effacée %(mois)s mois après la réponse."
        ) % {"mois": conservation_mois}

    def clean(self) -> dict[str, Any]:
        """Refuse what a program sends, in words that a person could follow."""
        donnees: dict[str, Any] = super().clean() or {}
        if donnees.get(PIEGE):
            self.add_error(PIEGE, _("Videz ce champ : il ne sert qu’à reconnaître les robots."))

        donne = reprendre(donnees.get("jeton", ""))

        if donne is None or donne.trop_tard:
            self.renouveler()
            self.add_error(
                None, _("Ce formulaire était ouvert depuis trop longtemps : relisez-le et envoyez-le encore.")
            )
        elif donne.trop_tot:
            self.add_error(None, _("C’est arrivé bien vite : attendez quelques secondes et envoyez-le encore."))
        else:
            self.numero = donne.numero
        return donnees

    def renouveler(self) -> None:
        """Give the form another number: shown again, it is a new one with the same words."""
        self.data = {**self.data.dict(), "jeton": donner()} if isinstance(self.data, QueryDict) else self.data
