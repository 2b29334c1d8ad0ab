"""What repeats in a sheet: dated steps, figures before and after, tools, pictures. One small form per row."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from bonnes_pratiques.espace.champs import ChampJour, ChampLigne, ChampTexte
from registre.models.cooperative import SANS_FORMULE
from socle.formulaires.nombres import ChampFigure

FICHIER_INCONNU = "Ce fichier n’est plus là : envoyez-le à nouveau."


class FormulaireDeLigne(forms.Form):
    """A row. Empty, it does not count; begun, it says what it lacks."""

    nom_de_ligne = ""
    comptent: ClassVar[tuple[str, ...]] = ()  # the fields that make a row begun

    id = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rang: int, choix: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.rang = rang
        self.piece: Any = None  # the file it names, once the views found whose it is
        self.refus: list[str] = []  # why the file just sent was not kept
        self.entete = f"{self.nom_de_ligne} {rang + 1}, "

    @property
    def est_vide(self) -> bool:
        """Whether nothing was typed in what counts."""
        return not any((self.data.get(self.add_prefix(nom)) or "").strip() for nom in self.comptent)


class LigneEtape(FormulaireDeLigne):
    """A step of what was done."""

    nom_de_ligne = "Étape"
    comptent = ("quand", "titre", "texte")

    quand = ChampLigne(
        label="Quand",
        max_length=60,
        help_text="Par exemple : printemps 2024.",
        error_messages={"required": "Dites quand, même à peu près."},
    )
    titre = ChampLigne(
        label="Étape",
        max_length=120,
        help_text="Par exemple : un audit des consommations.",
        error_messages={"required": "Nommez cette étape en quelques mots."},
    )
    texte = ChampTexte(label="Ce qui a été fait", lignes=3, required=False)


class LigneResultat(FormulaireDeLigne):
    """A figure before and after."""

    nom_de_ligne = "Résultat"
    comptent = ("libelle", "avant", "apres", "methode")

    libelle = ChampLigne(
        label="Ce qui est mesuré",
        max_length=120,
        validators=[SANS_FORMULE],
        help_text="Par exemple : charges de chauffage par logement et par an.",
        error_messages={"required": "Dites ce que ces chiffres mesurent."},
    )
    avant = ChampFigure(
        label="Avant", help_text="12,5 % ou 1 234", error_messages={"required": "Écrivez la valeur de départ."}
    )
    apres = ChampFigure(label="Après", error_messages={"required": "Écrivez la valeur atteinte."})
    unite = ChampLigne(label="Unité", max_length=40, required=False, validators=[SANS_FORMULE])
    releve_le = ChampJour(
        label="Relevé le",
        widget=forms.TextInput(attrs={"placeholder": "14/03/2024", "inputmode": "numeric"}),
        help_text="Par exemple : 14/03/2024.",
        error_messages={"required": "Dites quel jour la valeur atteinte a été relevée."},
    )
    methode = ChampLigne(label="Comment c’est mesuré", max_length=250, required=False, validators=[SANS_FORMULE])
    indicateur = forms.ChoiceField(label="C’est l’indicateur du label", required=False)

    def __init__(self, *args: Any, choix: Any, **kwargs: Any) -> None:
        super().__init__(*args, choix=choix, **kwargs)
        if choix.indicateurs:
            self.fields["indicateur"].choices = [("", "aucun"), *choix.indicateurs]  # type: ignore[attr-defined]
        else:
            del self.fields["indicateur"]

    def clean(self) -> dict[str, Any]:
        """Set the unit apart from the figures. Raises on the field when they do not agree on it."""
        donnees = super().clean() or {}
        avant, apres, unite = donnees.get("avant"), donnees.get("apres"), donnees.get("unite", "")
        unites = {u for u in (unite, avant and avant.unite, apres and apres.unite) if u}
        if len(unites) > 1:
            self.add_error("unite", f"Une seule unité par résultat : vous avez écrit {' et '.join(sorted(unites))}.")
        elif unites:
            donnees["unite"] = unites.pop()
        return donnees


class LigneDeFichier(FormulaireDeLigne):
    """A row with a file, already received: the form carries its number, the views say whose it is."""

    fichier = forms.FileField(required=False)


class LigneOutil(LigneDeFichier):
    """A document to take away."""

    nom_de_ligne = "Outil"
    comptent = ("document", "libelle")

    document = forms.IntegerField(required=False, widget=forms.HiddenInput)
    fichier = forms.FileField(
        label="Document",
        required=False,
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV ou texte, 20 Mo au plus.",
    )
    libelle = ChampLigne(
        label="Ce que c’est",
        max_length=150,
        help_text="Par exemple : le courrier type aux locataires.",
        error_messages={"required": "Dites ce qu’est ce document."},
    )
    licence = ChampLigne(
        label="Ce que les autres peuvent en faire", max_length=100, initial="Licence Ouverte 2.0", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the document, when the row says what it is and no file came."""
        donnees = super().clean() or {}
        if not donnees.get("document") and "document" not in self.errors:
            raise ValidationError({"fichier": "Choisissez le document, ou videz cette ligne."})
        return donnees


class LigneImage(LigneDeFichier):
    """A picture, described for who does not see it."""

    nom_de_ligne = "Image"
    comptent = ("image", "alternative", "legende")

    image = forms.IntegerField(required=False, widget=forms.HiddenInput)
    fichier = forms.FileField(label="Image", required=False, help_text="JPEG, PNG, WebP, AVIF ou GIF, 10 Mo au plus.")
    alternative = ChampLigne(
        label="Ce qu’on y voit",
        max_length=250,
        required=False,
        help_text="Pour qui ne la voit pas. Par exemple : deux habitantes plantent un pommier au pied de l’immeuble.",
    )
    decorative = forms.BooleanField(label="Décorative : rien à décrire", required=False)
    legende = ChampLigne(label="Légende", max_length=250, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the picture, and for its description unless it is decorative."""
        donnees = super().clean() or {}
        if not donnees.get("image") and "image" not in self.errors:
            raise ValidationError({"fichier": "Choisissez l’image, ou videz cette ligne."})
        if bool(donnees.get("alternative")) == bool(donnees.get("decorative")):
            message = (
                "Une image décorative n’a pas de description : ôtez l’une ou décochez l’autre."
                if donnees.get("decorative")
                else "Décrivez l’image, ou dites qu’elle est décorative."
            )
            raise ValidationError({"alternative": message})

        return donnees


LIGNES_DE_FORMULAIRE: dict[str, type[FormulaireDeLigne]] = {
    "etapes": LigneEtape,
    "resultats": LigneResultat,
    "outils": LigneOutil,
    "images": LigneImage,
}
