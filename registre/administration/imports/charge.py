"""The file chosen, carried from what is shown to what is confirmed: signed, in the page, and kept nowhere."""

from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

OCTETS_AU_PLUS = 1_000_000  # so that its signed writing is a form that Django reads (DATA_UPLOAD_MAX_MEMORY_SIZE)
LIGNES_AU_PLUS = 1_000  # so that an answer comes within the minute that the servers wait
DUREE = 3600  # seconds between what is shown and what is confirmed
SEL = "registre.administration.imports"


@dataclass(frozen=True)
class FichierCharge:
    """A file: its name, its bytes."""

    nom: str
    octets: bytes

    def signer(self, cle: str) -> str:
        """Return it as a text that nobody else can write; `cle` says whose and for what."""
        contenu = {"nom": self.nom, "octets": self.octets.decode("latin-1")}
        return signing.dumps(contenu, salt=f"{SEL}:{cle}", compress=True)

    @classmethod
    def lire(cls, texte: str, cle: str) -> Self:
        """Return the file that was signed. Raises `signing.BadSignature` for another, or too old."""
        contenu = signing.loads(texte, salt=f"{SEL}:{cle}", max_age=DUREE)
        return cls(contenu["nom"], contenu["octets"].encode("latin-1"))


class FormulaireDImport(forms.Form):
    """The file to import. `cleaned_data["fichier"]` is a `FichierCharge`."""

    fichier = forms.FileField(
        label=gettext_lazy("Fichier CSV"),
        help_text=gettext_lazy(
            "Virgules, points-virgules ou tabulations, UTF-8 ou UTF-16. Un mégaoctet et mille lignes au plus."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv"}),
    )

    def clean_fichier(self) -> FichierCharge:
        """Return the file, refused before it is read when it is too heavy."""
        fichier: Any = self.cleaned_data["fichier"]
        if fichier.size > OCTETS_AU_PLUS:
            raise ValidationError(_("Ce fichier dépasse un mégaoctet : importez-le en plusieurs fois."))
        octets = fichier.read()
        if max(octets.count(b"\n"), octets.count(b"\r")) > LIGNES_AU_PLUS + 1:
            message = _("Ce fichier dépasse %(nombre)s lignes : importez-le en plusieurs fois.")
            raise ValidationError(message, params={"nombre": LIGNES_AU_PLUS})
        return FichierCharge(fichier.name, octets)
