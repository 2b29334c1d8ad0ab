"""A CSV file as typed rows, or every fault in it, by line and column. The schema published beside it is the rule."""

import csv
import datetime
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

SCHEMAS = Path(__file__).resolve().parent.parent / "donnees"
FORMULE = ("=", "+", "-", "@")


@dataclass(frozen=True)
class Faute:
    """What is wrong: the line of the file (from 1, the header), the column, and what to do."""

    ligne: int
    colonne: str
    message: str

    def __str__(self) -> str:
        ou = _("ligne %(ligne)s") % {"ligne": self.ligne} + (
            _(", colonne %(colonne)s") % {"colonne": self.colonne} if self.colonne else ""
        )
        return f"{ou} : {self.message}"


class ImportRefuse(Exception):
    """The file is refused whole; `fautes` says everything found wrong, in the order of the file."""

    def __init__(self, fautes: list[Faute]) -> None:
        self.fautes = sorted(fautes, key=lambda faute: faute.ligne)
        super().__init__("\n".join(str(faute) for faute in self.fautes))


@dataclass(frozen=True)
class Ligne:
    """A row: its line in the file, its typed values (None when empty)."""

    numero: int
    valeurs: dict[str, Any]


def lire(fichier: Path, schema: str) -> list[Ligne]:
    """Return the rows of a file that follows `<schema>.schema.json`. Raises `ImportRefuse`."""
    champs = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))["fields"]
    texte = _texte(fichier)
    entete = texte.partition("\n")[0]
    lecteur = csv.reader(io.StringIO(texte), delimiter=";" if entete.count(";") > entete.count(",") else ",")
    colonnes = [nom.strip() for nom in next(lecteur, [])]
    _exiger_colonnes(colonnes, champs)
    fautes: list[Faute] = []
    lignes = []
    debut = 2
    for cellules in lecteur:
        numero, debut = debut, lecteur.line_num + 1
        if not any(cellule.strip() for cellule in cellules):
            continue
        if len(cellules) != len(colonnes):
            fautes.append(
                Faute(
                    numero,
                    "",
                    _("%(nombre)s cellules pour %(nombre_2)s colonnes : vérifiez les guillemets.")
                    % {"nombre": len(cellules), "nombre_2": len(colonnes)},
                )
            )
            continue
        brutes = dict(zip(colonnes, (cellule.strip() for cellule in cellules), strict=True))
        lignes.append(_ligne(numero, brutes, champs, fautes))
    if not lignes and not fautes:
        fautes.append(Faute(1, "", _("le fichier n'a aucune ligne sous son en-tête.")))
    if fautes:
        raise ImportRefuse(fautes)
    return lignes


def _texte(fichier: Path) -> str:
    """Return the file's text, with or without a byte order mark. Raises `ImportRefuse`."""
    try:
        octets = fichier.read_bytes()
    except OSError as erreur:
        raise ImportRefuse(
            [Faute(1, "", _("le fichier %(fichier)s ne peut être lu.") % {"fichier": fichier})]
        ) from erreur
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        message = _("un caractère n'est pas en UTF-8 : enregistrez le fichier en « CSV UTF-8 ».")
        raise ImportRefuse([Faute(ligne, "", message)]) from erreur


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
            raise ValueError(_("« %(texte)s » n'est pas un nombre entier.") % {"texte": texte})
        return int(texte)
    _exiger_texte(texte, contraintes, champ["description"])
    return texte


def _exiger_texte(texte: str, contraintes: dict[str, Any], description: str) -> None:
    """Raise `ValueError` for a text that the schema refuses, or that a spreadsheet would run."""
    if texte.startswith(FORMULE):
        raise ValueError(_("un texte ne peut commencer par =, +, - ou @ : un tableur le prendrait pour une formule."))
    if len(texte) > contraintes.get("maxLength", len(texte)):
        raise ValueError(
            _("ce texte compte %(nombre)s caractères, %(valeur)s au plus.")
            % {"nombre": len(texte), "valeur": contraintes["maxLength"]}
        )
    if "enum" in contraintes and texte not in contraintes["enum"]:
        raise ValueError(
            _("« %(texte)s » : attendu %(valeur)s.") % {"texte": texte, "valeur": " ou ".join(contraintes["enum"])}
        )
    if "pattern" in contraintes and not re.fullmatch(contraintes["pattern"], texte, re.ASCII):
        raise ValueError(
            _("« %(texte)s » n'a pas la forme attendue (%(description)s)")
            % {"texte": texte, "description": description}
        )


def _date(texte: str) -> datetime.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", texte, re.ASCII):
        raise ValueError(_("« %(texte)s » : une date s'écrit AAAA-MM-JJ.") % {"texte": texte})
    try:
        return datetime.date.fromisoformat(texte)
    except ValueError as erreur:
        raise ValueError(_("« %(texte)s » n'existe pas dans le calendrier.") % {"texte": texte}) from erreur
