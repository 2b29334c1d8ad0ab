"""The form that takes a list of SIREN: pasted, or a CSV file, on a day."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registre.public.connaissance.jour import lire_connaissance, lire_jour
from socle.adresses.parametres import ParametreInvalide
from socle.tableaux.fautes import TableauRefuse
from socle.tableaux.rangees import nom_de_colonne, rangees
from socle.tableaux.texte import decoder

LIGNES_MAXIMUM = 1000
OCTETS_MAXIMUM = 1_000_000
SEPARATEUR = re.compile(r"[;,\t]")
LIGNE = re.compile(r"[^\r\n;,\t]+")
EN_TETES = ("siren", "numero_siren", "n_siren", "no_siren", "siret", "numero_siret", "n_siret", "no_siret")
FINS_MAXIMUM = 10 * LIGNES_MAXIMUM  # ends of lines, empty ones included: beyond, nobody reads to count better


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
        return lire_liste(saisie)

    def clean_fichier(self) -> list[str]:
        """Return the SIREN of the file, none without a file."""
        fichier = self.cleaned_data["fichier"]
        return lire_fichier(fichier) if fichier else []

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


def exiger_moins_de_mille(lignes: Iterable[str]) -> list[str]:
    """Return the lines, read no further than there may be. Raises `ValidationError` when there are too many."""
    lues = list(islice(lignes, LIGNES_MAXIMUM + 1))
    if len(lues) > LIGNES_MAXIMUM:
        raise trop_de_lignes()
    return lues


def trop_de_lignes() -> ValidationError:
    """What is said of a list that is too long."""
    message = _("Plus de %(maximum)s lignes : la vérification n’en prend pas davantage. Coupez la liste.")
    return ValidationError(message, params={"maximum": LIGNES_MAXIMUM})


def exiger_peu_de_fins(nombre: int) -> None:
    """Refuse what has so many ends of lines that to read it would be waste. Raises `ValidationError`."""
    if nombre > FINS_MAXIMUM:
        raise trop_de_lignes()


def lire_fichier(fichier: UploadedFile) -> list[str]:
    """Return the SIREN of a file. Raises `ValidationError`."""
    if (fichier.size or 0) > OCTETS_MAXIMUM:
        raise ValidationError(_("Ce fichier est trop lourd : un mégaoctet au plus, soit bien plus que mille SIREN."))
    octets = fichier.read()
    exiger_peu_de_fins(max(octets.count(b"\n"), octets.count(b"\r")))
    return sans_faute(lambda: colonne_siren(decoder(octets, ancien=True)))


def lire_liste(texte: str) -> list[str]:
    """Return the numbers pasted: a column of a table when its header came with it, else as they are separated."""
    premiere = texte.lstrip().partition("\n")[0]
    if SEPARATEUR.search(premiere) and rang_de_siren(SEPARATEUR.split(premiere)) is not None:
        return sans_faute(lambda: colonne_siren(texte))
    lignes = (ligne for brute in LIGNE.finditer(texte) if (ligne := brute.group().strip()))
    return exiger_moins_de_mille(ligne for ligne in lignes if nom_de_colonne(ligne) not in EN_TETES)


def sans_faute(lire: Callable[[], Iterable[str]]) -> list[str]:
    """Return what is read, a thousand lines at most. Raises `ValidationError` with the line that cannot be read."""
    try:
        return exiger_moins_de_mille(lire())
    except TableauRefuse as refus:
        raise ValidationError([capfirst(str(faute)) for faute in refus.fautes]) from refus


def colonne_siren(texte: str) -> Iterator[str]:
    """Yield the column of SIREN of a table, its first column when none says so. Raises `TableauRefuse`."""
    lues = rangees(texte)
    premiere = next(lues, None)
    if premiere is None:
        return
    rang = rang_de_siren(premiere.cellules)
    if rang is None:
        rang, lues = 0, chain([premiere], lues)
    for _numero, cellules in lues:
        yield cellules[rang] if rang < len(cellules) else ""


def rang_de_siren(entetes: list[str]) -> int | None:
    """Return which column holds the SIREN, or failing it the SIRET, by the names of the columns."""
    noms = [nom_de_colonne(entete) for entete in entetes]
    return next((noms.index(nom) for nom in EN_TETES if nom in noms), None)
