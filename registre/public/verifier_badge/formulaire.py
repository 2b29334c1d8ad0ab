"""The form that takes a badge: a file, or the text of its credential."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.preuve.verification.fichier import FICHIER_MAXIMUM, BadgeTrouve, trouver
from registre.preuve.verification.refus import REFUS, BadgeIllisible


class BadgeForm(forms.Form):
    """A badge to verify. `cleaned_data["trouve"]` is the credential found in it."""

    fichier = forms.FileField(
        label=gettext_lazy("Fichier du badge"),
        help_text=gettext_lazy("Image SVG ou PNG, fichier .json ou .jwt, tel que téléchargé. Deux mégaoctets au plus."),
        widget=forms.FileInput(attrs={"accept": ".svg,.png,.json,.jwt,image/svg+xml,image/png"}),
        required=False,
        error_messages={"empty": gettext_lazy("Ce fichier est vide : téléchargez de nouveau le badge.")},
    )
    texte = forms.CharField(
        label=gettext_lazy("Ou le texte d’un justificatif"),
        help_text=gettext_lazy("Le contenu d’un fichier .json ou .jwt, en entier."),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        required=False,
    )

    # The request was too heavy for Django to read: the form is empty, and says why.
    trop_lourde = False

    def clean_fichier(self) -> BadgeTrouve | None:
        """Return the credential of the file, None without a file."""
        fichier = self.cleaned_data["fichier"]
        return _trouve(fichier.read(FICHIER_MAXIMUM + 1)) if fichier else None

    def clean_texte(self) -> BadgeTrouve | None:
        """Return the credential pasted, None when nothing was."""
        texte = self.cleaned_data["texte"]
        return _trouve(texte.encode(errors="replace")) if texte else None

    def clean(self) -> dict[str, Any]:
        """Refuse two badges at once, and none."""
        donnees = super().clean() or {}
        if self.trop_lourde:
            self.add_error("fichier", _("Cet envoi est trop lourd pour un badge : deux mégaoctets au plus."))
        if self.errors:
            return donnees

        fichier, texte = donnees["fichier"], donnees["texte"]
        if fichier and texte:
            self.add_error("texte", _("Donnez un fichier ou un texte, pas les deux."))
        elif not (fichier or texte):
            self.add_error("fichier", str(REFUS["a_donner"]))
        return donnees | {"trouve": fichier or texte}


def _trouve(octets: bytes) -> BadgeTrouve:
    try:
        return trouver(octets)
    except BadgeIllisible as refus:
        raise ValidationError(str(refus)) from refus
