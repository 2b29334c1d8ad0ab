"""What a coop says of an act: when it did it, what proves it, what may be shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from registre.promotion.deploiement.declaration import Declaration, faute_de_jour
from registre.promotion.deploiement.preuves import formulaire_de_preuve
from registre.promotion.models import Deploiement
from socle.champs import JourDeFormulaire
from socle.medias.muet import effacer_au_mieux
from socle.models import User

HTTPS = "Une adresse commence par https:// : copiez celle de la page, dans la barre de votre navigateur."


def adresse_https(adresse: str) -> str:
    """Return the address. Raises `ValidationError` when it is not of the web, or not secure."""
    if adresse and not adresse.startswith("https://"):
        raise ValidationError(HTTPS)
    return adresse


class FormulaireDeDeploiement(forms.Form):
    """One act of one coop. `revision` is that of the row it was read from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    fait_le = JourDeFormulaire(
        label="Fait le",
        widget=forms.TextInput(attrs={"placeholder": "14/03/2026", "inputmode": "numeric", "autocomplete": "off"}),
        help_text="Le jour de l’acte : celui de l’assemblée, du conseil, de la réunion ou de la mise en ligne. "
        "Par exemple : 14/03/2026.",
        error_messages={"required": "Dites quel jour l’acte a été fait."},
    )
    adresse = forms.URLField(
        label="Adresse d’une preuve",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text="La page de votre site qui le montre, par exemple.",
        error_messages={"invalid": "Écrivez une adresse complète, comme https://www.exemple.fr/notre-raison-d-etre."},
    )
    fichier = forms.FileField(
        label="Document qui le prouve",
        required=False,
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV ou texte, 20 Mo au plus. "
        "Vos membres et la Fédération sont seuls à le lire, sauf si vous demandez plus bas qu’il soit montré.",
    )
    sans_document = forms.BooleanField(label="Retirer le document déjà envoyé", required=False)
    affichage_consenti = forms.BooleanField(
        label="Montrer cet acte : le nom de notre coopérative, l’acte et sa date",
        required=False,
        help_text="Sur sa page du registre et sur la page publique des quatre actes. Sinon, il est seulement compté.",
    )
    preuve_montree = forms.BooleanField(label="Montrer aussi la preuve", required=False)

    def __init__(self, *args: Any, par: User, ligne: Deploiement | None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": _valeurs(ligne), **kwargs})
        self.par = par
        self.piece: Any = None  # the site's own form of a document, which checked the file
        if ligne is None or ligne.document_id is None:
            del self.fields["sans_document"]

    def clean_fait_le(self) -> Any:
        """Refuse a day to come, or before the Raison d'être."""
        fait_le = self.cleaned_data["fait_le"]
        if faute := faute_de_jour(fait_le, timezone.localdate()):
            raise ValidationError(faute)
        return fait_le

    def clean_adresse(self) -> str:
        """Refuse what is not https."""
        return adresse_https(self.cleaned_data["adresse"])

    def clean_fichier(self) -> UploadedFile | None:
        """Check the file as any document of the site."""
        fichier = self.cleaned_data["fichier"]
        if fichier is not None:
            self.piece = formulaire_de_preuve(fichier, par=self.par)
        return fichier

    def clean(self) -> dict[str, Any]:
        """Refuse a proof shown without its act, and say that a file must be chosen again."""
        donnees = super().clean() or {}
        if donnees.get("preuve_montree") and not donnees.get("affichage_consenti"):
            self.add_error("preuve_montree", "La preuve ne se montre qu’avec l’acte : cochez aussi la case au-dessus.")
        if self.errors and donnees.get("fichier"):
            self.add_error("fichier", "Choisissez à nouveau ce document : il n’est gardé qu’une fois le reste corrigé.")
        return donnees

    def declaration(self) -> Declaration:
        """Return what was said, its document saved. Of a valid form only."""
        lue = self.cleaned_data
        return Declaration(
            fait_le=lue["fait_le"],
            adresse=lue["adresse"],
            document=self.piece.save() if self.piece else None,
            sans_document=lue.get("sans_document", False),
            affichage_consenti=lue["affichage_consenti"],
            preuve_montree=lue["preuve_montree"],
        )

    def oublier(self) -> None:
        """Take off the disk the file of a declaration that was refused: its row was not kept."""
        if self.piece:
            fichier = self.piece.instance.file
            effacer_au_mieux(fichier.storage, fichier.name)


def _valeurs(ligne: Deploiement | None) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    if ligne is None:
        return {"revision": 0}
    noms = ("revision", "fait_le", "adresse", "affichage_consenti", "preuve_montree")
    return {nom: getattr(ligne, nom) for nom in noms}
