"""What is told in words: how people were consulted, what is aimed at, the letter, what a file is."""

from django import forms

from registre.dossier.formulaires.base import FormulaireLibre
from socle.champs import LigneDeFormulaire

FICHIERS = "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, texte ou image, 20 Mo au plus."


class FormulaireDeConcertation(FormulaireLibre):
    """How staff and cooperators were informed and consulted; what the coop wants of the label."""

    salaries = forms.CharField(
        label="Comment les salariés ont été informés et consultés",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Quand, comment, ce qu’ils en ont dit.",
    )
    cooperateurs = forms.CharField(
        label="Comment les coopérateurs ont été informés et consultés",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="En assemblée, par courrier, en réunion d’immeuble ; ce qu’ils en ont dit.",
    )
    objectifs = forms.CharField(
        label="Ce que la coopérative attend du label",
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Les objectifs que vous vous donnez pour les trois ans du label.",
    )


class FormulaireDeLettre(FormulaireLibre):
    """The letter of commitment, typed and signed in words; or a file, already signed."""

    facultatifs = frozenset({"fichier"})

    lettre = forms.CharField(
        label="La lettre",
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="La coopérative y engage son conseil d’administration à faire vivre la Raison d’être.",
    )
    signataire = LigneDeFormulaire(
        label="Qui signe, et à quel titre",
        max_length=200,
        help_text="Par exemple : Camille Martin, présidente.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    signee = forms.BooleanField(label="Cette personne a lu la lettre et la signe")
    fichier = forms.FileField(label="Ou la lettre signée, en fichier", help_text=FICHIERS)


class FormulaireDePiece(FormulaireLibre):
    """A supporting file, and what it is."""

    libelle = LigneDeFormulaire(
        label="Ce que c’est",
        max_length=150,
        help_text="Par exemple : le procès-verbal du conseil du 14 mars.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    fichier = forms.FileField(label="Fichier", help_text=FICHIERS)
