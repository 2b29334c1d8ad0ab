"""A CSV file as typed rows, or every fault in it, by line and column. The schema published beside it is the rule.

Nothing is read without a bound: so many bytes, lines, characters in a cell, digits in a number. A file beyond is
refused in words, whatever it holds.
"""

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from registre.imports.avancement import MUET, Avancement
from socle.recherche.mots.normalisation import normaliser
from socle.tableaux.fautes import FauteDuTableau, TableauRefuse, citer
from socle.tableaux.rangees import Rangee, nom_de_colonne, rangees
from socle.tableaux.texte import decoder
from socle.textes.jours import FormeInconnue, lire_jour
from socle.textes.signes import propre

SCHEMAS = Path(__file__).resolve().parent.parent / "donnees"
FORMULE = ("=", "+", "-", "@")
OCTETS_AU_PLUS = 64_000_000
LIGNES_AU_PLUS = 100_000
CARACTERES_AU_PLUS = 2_000  # of a cell whose schema says nothing
ANNEES = range(1900, 2200)
COMMANDES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class LigneImportee:
    """A row: its line in the file, its typed values (None when empty); a column left out has none."""

    numero: int
    valeurs: dict[str, Any]


@dataclass(frozen=True)
class LignesLues:
    """The rows of a file, and what is wrong in their cells; a cell that is wrong reads None."""

    lignes: list[LigneImportee]
    fautes: list[FauteDuTableau]

    def saines(self, fautes: Iterable[FauteDuTableau]) -> list[LigneImportee]:
        """Return the rows of which neither the cells nor these faults say anything wrong."""
        en_faute = {faute.ligne for faute in (*self.fautes, *fautes)}
        return [ligne for ligne in self.lignes if ligne.numero not in en_faute]


def champs_de(schema: str) -> list[dict[str, Any]]:
    """Return the columns of `<schema>.schema.json`, as Table Schema describes them."""
    champs: list[dict[str, Any]] = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))["fields"]
    return champs


def lire(fichier: Path | bytes, schema: str, suivi: Avancement = MUET) -> LignesLues:
    """Return the rows of a file, or of its bytes, with what in them does not follow `<schema>.schema.json`.

    Raises `TableauRefuse` when it has no rows that can be read: another header, another encoding, too many lines.
    """
    champs = champs_de(schema)
    texte = decoder(fichier if isinstance(fichier, bytes) else _octets(fichier))
    lues = rangees(texte)
    premiere = next(lues, Rangee(1, []))
    colonnes = _colonnes(premiere, champs)

    fautes: list[FauteDuTableau] = []
    lignes: list[LigneImportee] = []
    for rang, (numero, cellules) in enumerate(suivi.suivre(_("Lecture"), lues, texte.count("\n"))):
        if rang == LIGNES_AU_PLUS:
            message = _("plus de %(nombre)s lignes : importez le fichier en plusieurs fois.")
            raise TableauRefuse([FauteDuTableau(numero, "", message % {"nombre": LIGNES_AU_PLUS})])
        if len(cellules) > len(colonnes):
            message = _("%(nombre)s cellules pour %(nombre_2)s colonnes : vérifiez les guillemets.")
            fautes.append(FauteDuTableau(numero, "", message % {"nombre": len(cellules), "nombre_2": len(colonnes)}))
            continue
        # A spreadsheet leaves out the empty cells at the end of a line, now and then.
        brutes = dict(zip_longest(colonnes, cellules, fillvalue=""))
        lignes.append(_ligne(numero, brutes, champs, fautes))
    if not lignes and not fautes:
        fautes.append(FauteDuTableau(premiere.numero, "", _("le fichier n'a aucune ligne sous son en-tête.")))
    return LignesLues(lignes, fautes)


def _octets(fichier: Path) -> bytes:
    """Return what the file holds. Raises `TableauRefuse`."""
    try:
        with fichier.open("rb") as ouvert:
            octets = ouvert.read(OCTETS_AU_PLUS + 1)
    except OSError as erreur:
        raise TableauRefuse(
            [FauteDuTableau(1, "", _("le fichier %(fichier)s ne peut être lu.") % {"fichier": fichier})]
        ) from erreur
    if len(octets) > OCTETS_AU_PLUS:
        message = _("le fichier dépasse %(nombre)s Mo : importez-le en plusieurs fois.")
        raise TableauRefuse([FauteDuTableau(1, "", message % {"nombre": OCTETS_AU_PLUS // 1_000_000})])

    return octets


def _colonnes(entete: Rangee, champs: list[dict[str, Any]]) -> list[str]:
    """Return the names of the columns, capitals and accents aside; optional ones may be left out.

    Refuses a header with unknown, repeated or missing columns.
    """
    colonnes = [nom_de_colonne(nom) for nom in entete.cellules]
    connues = [champ["name"] for champ in champs]
    requises = [champ["name"] for champ in champs if champ.get("constraints", {}).get("required")]
    ligne, admises = entete.numero, ", ".join(connues)
    fautes = [
        FauteDuTableau(ligne, lu, _("colonne inconnue. Colonnes admises : %(valeur)s.") % {"valeur": admises})
        for lu, nom in zip(entete.cellules, colonnes, strict=True)
        if nom not in connues
    ]
    fautes += [
        FauteDuTableau(ligne, nom, _("cette colonne est là deux fois.")) for nom in connues if colonnes.count(nom) > 1
    ]
    fautes += [FauteDuTableau(ligne, nom, _("cette colonne manque.")) for nom in requises if nom not in colonnes]
    if fautes:
        raise TableauRefuse(fautes)

    return colonnes


def _ligne(
    numero: int, brutes: dict[str, str], champs: list[dict[str, Any]], fautes: list[FauteDuTableau]
) -> LigneImportee:
    """Return the row, adding to `fautes` what is wrong in it."""
    valeurs: dict[str, Any] = {}
    for champ in champs:
        nom = champ["name"]
        if nom not in brutes:
            continue
        try:
            valeurs[nom] = _valeur(brutes[nom], champ)
        except ValueError as erreur:
            fautes.append(FauteDuTableau(numero, nom, str(erreur)))
            valeurs[nom] = None

    return LigneImportee(numero, valeurs)


def _valeur(texte: str, champ: dict[str, Any]) -> Any:
    """Return the typed value. Raises `ValueError` with a French message."""
    contraintes = champ.get("constraints", {})
    if not texte:
        if contraintes.get("required"):
            raise ValueError(_("cette cellule est vide."))
        return None
    if champ["type"] == "date":
        return _date(texte)
    if champ["type"] == "integer":
        if not re.fullmatch(r"\d{1,9}", texte, re.ASCII):
            raise ValueError(_("« %(texte)s » n'est pas un nombre entier.") % {"texte": citer(texte)})
        return int(texte)

    texte = de_la_liste(texte, contraintes.get("enum", ()))
    _exiger_texte(texte, contraintes, champ["description"])

    return propre(texte)


def de_la_liste(texte: str, valeurs: Iterable[str]) -> str:
    """Return the accepted value that this text is, whatever its case and accents; the text itself when it is none."""
    return next((valeur for valeur in valeurs if normaliser(valeur) == normaliser(texte)), texte)


def _exiger_texte(texte: str, contraintes: dict[str, Any], description: str) -> None:
    """Raise `ValueError` for a text that the schema refuses, or that a spreadsheet would run."""
    if texte.startswith(FORMULE):
        raise ValueError(_("un texte ne peut commencer par =, +, - ou @ : un tableur le prendrait pour une formule."))
    if COMMANDES.search(texte):
        raise ValueError(_("ce texte contient un caractère invisible qui n'en est pas un : retapez-le."))
    if len(texte) > (plus := contraintes.get("maxLength", CARACTERES_AU_PLUS)):
        raise ValueError(
            _("ce texte compte %(nombre)s caractères, %(valeur)s au plus.") % {"nombre": len(texte), "valeur": plus}
        )
    if "enum" in contraintes and texte not in contraintes["enum"]:
        raise ValueError(
            _("« %(texte)s » : attendu %(valeur)s.")
            % {"texte": citer(texte), "valeur": " ou ".join(contraintes["enum"])}
        )
    if "pattern" in contraintes and not re.fullmatch(contraintes["pattern"], texte, re.ASCII):
        raise ValueError(
            _("« %(texte)s » n'a pas la forme attendue (%(description)s)")
            % {"texte": citer(texte), "description": description}
        )


def _date(texte: str) -> datetime.date:
    """Return a day written in full, of a year that this register may speak of."""
    try:
        jour = lire_jour(texte)
    except FormeInconnue as erreur:
        mots = _("« %(texte)s » : une date s'écrit AAAA-MM-JJ ou JJ/MM/AAAA.")
        raise ValueError(mots % {"texte": citer(texte)}) from erreur
    except ValueError as erreur:
        raise ValueError(_("« %(texte)s » n'existe pas dans le calendrier.") % {"texte": texte}) from erreur
    if jour.year not in ANNEES:
        raise ValueError(
            _("« %(texte)s » : l'année va de %(premiere)s à %(derniere)s.")
            % {"texte": texte, "premiere": ANNEES[0], "derniere": ANNEES[-1]}
        )

    return jour
