"""The form that takes a list of SIREN: pasted, or a CSV file, on a day."""

import csv
import io
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.public.jour import lire_connaissance, lire_jour
from socle.parametres import ParametreInvalide

LIGNES_MAXIMUM = 1000
OCTETS_MAXIMUM = 1_000_000
SEPARATEURS = ";,\t"
FINS_MAXIMUM = 10 * LIGNES_MAXIMUM  # ends of lines, empty ones included: beyond, nobody reads to count better
FINS = re.compile(r"[\r\n;,\t]+")


class ListeDeSirenForm(forms.Form):
    """A list to verify. `cleaned_data["lignes"]` holds the SIREN as typed; `au` and `connu_le` the two days."""

    sirens = forms.CharField(
        label=gettext_lazy("Liste de SIREN"),
        help_text=gettext_lazy("Un par ligne, mille au plus, avec ou sans espaces."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        required=False,
    )
    fichier = forms.FileField(
        label=gettext_lazy("Ou un fichier CSV"),
        help_text=gettext_lazy("Colonne « siren », ou la première colonne. Un mégaoctet au plus."),
        required=False,
    )
    au = forms.CharField(
        label=gettext_lazy("Au jour du"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    connu_le = forms.CharField(
        label=gettext_lazy("Tel que connu le"),
        help_text=gettext_lazy("Vide : tel qu’on le sait maintenant."),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )

    # The request was too heavy for Django to read: the form is empty, and says why.
    trop_lourde = False

    def clean_au(self) -> Any:
        """Return the day, today when none is given."""
        try:
            return lire_jour(self.cleaned_data["au"])
        except ParametreInvalide as faute:
            raise ValidationError(faute.message) from faute

    def clean_connu_le(self) -> Any:
        """Return the day whose knowledge is asked for, None for now."""
        try:
            return lire_connaissance(self.cleaned_data["connu_le"])
        except ParametreInvalide as faute:
            raise ValidationError(faute.message) from faute

    def clean_sirens(self) -> list[str]:
        """Return the numbers pasted, without the empty lines nor the title of a column copied with it."""
        saisie = self.cleaned_data["sirens"]
        exiger_peu_de_fins(sum(saisie.count(fin) for fin in "\n;,\t"))
        lignes = [ligne.strip() for ligne in FINS.split(saisie)]
        if lignes and lignes[0].casefold() == "siren":
            lignes = lignes[1:]
        return exiger_moins_de_mille([ligne for ligne in lignes if ligne])

    def clean_fichier(self) -> list[str]:
        """Return the SIREN of the file, none without a file."""
        fichier = self.cleaned_data["fichier"]
        return exiger_moins_de_mille(colonne_siren(lire_texte(fichier))) if fichier else []

    def clean(self) -> dict[str, Any]:
        """Refuse an empty list, and two lists at once."""
        donnees = super().clean() or {}
        if self.trop_lourde:
            self.add_error("sirens", _("Cette liste est trop longue pour être lue : mille lignes au plus."))
        if self.errors:
            return donnees
        lignes = donnees["sirens"] or donnees["fichier"]
        if donnees["sirens"] and donnees["fichier"]:
            self.add_error("fichier", _("Donnez une liste ou un fichier, pas les deux."))
        elif not lignes:
            self.add_error("sirens", _("Collez au moins un SIREN, ou choisissez un fichier qui en contient."))
        return donnees | {"lignes": lignes}


def exiger_moins_de_mille(lignes: list[str]) -> list[str]:
    """Return the lines. Raises `ValidationError` when there are too many."""
    if len(lignes) > LIGNES_MAXIMUM:
        raise trop_de_lignes(len(lignes))
    return lignes


def trop_de_lignes(nombre: int) -> ValidationError:
    """What is said of a list that is too long."""
    message = _("%(n)s lignes : la vérification en prend %(maximum)s au plus. Coupez la liste en plusieurs.")
    return ValidationError(message, params={"n": nombre, "maximum": LIGNES_MAXIMUM})


def exiger_peu_de_fins(nombre: int) -> None:
    """Refuse what has so many ends of lines that to read it would be waste. Raises `ValidationError`."""
    if nombre > FINS_MAXIMUM:
        raise trop_de_lignes(nombre)


def lire_texte(fichier: UploadedFile) -> str:
    """Return the text of a file, UTF-8 or as older spreadsheets write it. Raises `ValidationError`."""
    if (fichier.size or 0) > OCTETS_MAXIMUM:
        raise ValidationError(_("Ce fichier est trop lourd : un mégaoctet au plus, soit bien plus que mille SIREN."))
    octets = fichier.read()
    exiger_peu_de_fins(max(octets.count(b"\n"), octets.count(b"\r")))
    if b"\x00" in octets:
        raise ValidationError(_("Ce fichier n’est pas un texte : dans votre tableur, enregistrez-le au format CSV."))
    for encodage in ("utf-8-sig", "cp1252"):
        try:
            return octets.decode(encodage)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("Ce fichier n’est pas un texte : dans votre tableur, enregistrez-le au format CSV."))


def colonne_siren(texte: str) -> list[str]:
    """Return the column named "siren" of a CSV, its first column when none is."""
    premiere = texte.partition("\n")[0]
    separateur = max(SEPARATEURS, key=premiere.count)
    rangees = [
        rangee for rangee in csv.reader(io.StringIO(texte), delimiter=separateur) if any(c.strip() for c in rangee)
    ]
    entetes = [case.strip().casefold() for case in rangees[0]] if rangees else []
    if "siren" in entetes:
        rang = entetes.index("siren")
        return [rangee[rang] if rang < len(rangee) else "" for rangee in rangees[1:]]
    return [rangee[0] for rangee in rangees]
