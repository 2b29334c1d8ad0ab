"""A CSV file as typed rows, or every fault in it, by line and column. The schema published beside it is the rule.

Nothing is read without a bound: so many bytes, lines, characters in a cell, digits in a number. A file beyond is
refused in words, whatever it holds.
"""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from registre.imports.avancement import MUET, Avancement
from socle.textes import propre

SCHEMAS = Path(__file__).resolve().parent.parent / "donnees"
FORMULE = ("=", "+", "-", "@")
OCTETS_AU_PLUS = 64_000_000
LIGNES_AU_PLUS = 100_000
CARACTERES_AU_PLUS = 2_000  # of a cell whose schema says nothing
ANNEES = range(1900, 2200)
FAUTES_DITES = 200
CITES = 60
COMMANDES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Faute:
    """What is wrong: the line of the file (from 1, the header), the column, and what to do."""

    ligne: int
    colonne: str
    message: str

    def __str__(self) -> str:
        ou = _("ligne %(ligne)s") % {"ligne": self.ligne} + (
            _(", colonne %(colonne)s") % {"colonne": citer(self.colonne)} if self.colonne else ""
        )
        return f"{ou} : {self.message}"


class ImportRefuse(Exception):
    """The file is refused whole; `fautes` has everything found wrong, in the order of the file, and its text the first.

    Two hundred are said: beyond, the file is put right in another way than line by line.
    """

    def __init__(self, fautes: list[Faute]) -> None:
        self.fautes = sorted(fautes, key=lambda faute: faute.ligne)
        dites = [str(faute) for faute in self.fautes[:FAUTES_DITES]]
        if autres := len(self.fautes) - len(dites):
            dites.append(_("… et %(nombre)s autres fautes.") % {"nombre": autres})
        super().__init__("\n".join(dites))


@dataclass(frozen=True)
class Ligne:
    """A row: its line in the file, its typed values (None when empty); a column left out has none."""

    numero: int
    valeurs: dict[str, Any]


def citer(texte: str) -> str:
    """Return the beginning of what was found, fit to show."""
    lisible = "".join(lettre if lettre.isprintable() else " " for lettre in texte[: CITES + 1])
    return lisible if len(texte) <= CITES else f"{lisible[:CITES]}…"


def lire(fichier: Path, schema: str, suivi: Avancement = MUET) -> list[Ligne]:
    """Return the rows of a file that follows `<schema>.schema.json`. Raises `ImportRefuse`."""
    champs = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))["fields"]
    texte = _texte(fichier)
    entete = re.split(r"[\r\n]", texte, maxsplit=1)[0]
    # `strict`: a quote left open would otherwise swallow every line after it, without a word.
    separateur = ";" if entete.count(";") > entete.count(",") else ","
    lecteur = csv.reader(io.StringIO(texte, newline=""), delimiter=separateur, strict=True)
    rangees = _rangees(lecteur)
    colonnes = [nom.strip() for nom in next(rangees, (1, []))[1]]
    _exiger_colonnes(colonnes, champs)

    fautes: list[Faute] = []
    lignes: list[Ligne] = []
    for numero, cellules in suivi.suivre(_("Lecture"), rangees, texte.count("\n")):
        if not any(cellules):
            continue
        if len(lignes) == LIGNES_AU_PLUS:
            message = _("plus de %(nombre)s lignes : importez le fichier en plusieurs fois.")
            raise ImportRefuse([Faute(numero, "", message % {"nombre": LIGNES_AU_PLUS})])
        if len(cellules) != len(colonnes):
            message = _("%(nombre)s cellules pour %(nombre_2)s colonnes : vérifiez les guillemets.")
            fautes.append(Faute(numero, "", message % {"nombre": len(cellules), "nombre_2": len(colonnes)}))
            continue
        lignes.append(_ligne(numero, dict(zip(colonnes, cellules, strict=True)), champs, fautes))
    if not lignes and not fautes:
        fautes.append(Faute(1, "", _("le fichier n'a aucune ligne sous son en-tête.")))
    if fautes:
        raise ImportRefuse(fautes)
    return lignes


def _texte(fichier: Path) -> str:
    """Return the file's text, with or without a byte order mark. Raises `ImportRefuse`."""
    try:
        with fichier.open("rb") as ouvert:
            octets = ouvert.read(OCTETS_AU_PLUS + 1)
    except OSError as erreur:
        raise ImportRefuse(
            [Faute(1, "", _("le fichier %(fichier)s ne peut être lu.") % {"fichier": fichier})]
        ) from erreur
    if len(octets) > OCTETS_AU_PLUS:
        message = _("le fichier dépasse %(nombre)s Mo : importez-le en plusieurs fois.")
        raise ImportRefuse([Faute(1, "", message % {"nombre": OCTETS_AU_PLUS // 1_000_000})])
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        message = _("un caractère n'est pas en UTF-8 : enregistrez le fichier en « CSV UTF-8 ».")
        raise ImportRefuse([Faute(ligne, "", message)]) from erreur


def _rangees(lecteur: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the line each row begins on, and its cells without the spaces around. Raises `ImportRefuse`."""
    debut = 1
    while True:
        try:
            cellules = next(lecteur, None)
        except csv.Error as erreur:
            message = _(
                "cette ligne ne se lit pas : un guillemet est de trop ou manque, ou une cellule est trop longue."
            )
            raise ImportRefuse([Faute(debut, "", message)]) from erreur
        if cellules is None:
            return
        yield debut, [cellule.strip() for cellule in cellules]
        debut = lecteur.line_num + 1


def _exiger_colonnes(colonnes: list[str], champs: list[dict[str, Any]]) -> None:
    """Refuse a header with unknown, repeated or missing columns; optional columns may be left out."""
    connues = [champ["name"] for champ in champs]
    requises = [champ["name"] for champ in champs if champ.get("constraints", {}).get("required")]
    fautes = [
        Faute(1, nom, _("colonne inconnue. Colonnes admises : %(valeur)s.") % {"valeur": ", ".join(connues)})
        for nom in colonnes
        if nom not in connues
    ]
    fautes += [Faute(1, nom, _("cette colonne est là deux fois.")) for nom in connues if colonnes.count(nom) > 1]
    fautes += [Faute(1, nom, _("cette colonne manque.")) for nom in requises if nom not in colonnes]
    if fautes:
        raise ImportRefuse(fautes)


def _ligne(numero: int, brutes: dict[str, str], champs: list[dict[str, Any]], fautes: list[Faute]) -> Ligne:
    """Return the row, adding to `fautes` what is wrong in it."""
    valeurs: dict[str, Any] = {}
    for champ in champs:
        nom = champ["name"]
        if nom not in brutes:
            continue
        try:
            valeurs[nom] = _valeur(brutes[nom], champ)
        except ValueError as erreur:
            fautes.append(Faute(numero, nom, str(erreur)))
            valeurs[nom] = None
    return Ligne(numero, valeurs)


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
    _exiger_texte(texte, contraintes, champ["description"])
    return propre(texte)


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
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", texte, re.ASCII):
        raise ValueError(_("« %(texte)s » : une date s'écrit AAAA-MM-JJ.") % {"texte": citer(texte)})
    if int(texte[:4]) not in ANNEES:
        raise ValueError(
            _("« %(texte)s » : l'année va de %(premiere)s à %(derniere)s.")
            % {"texte": texte, "premiere": ANNEES[0], "derniere": ANNEES[-1]}
        )
    try:
        return datetime.date.fromisoformat(texte)
    except ValueError as erreur:
        raise ValueError(_("« %(texte)s » n'existe pas dans le calendrier.") % {"texte": texte}) from erreur
