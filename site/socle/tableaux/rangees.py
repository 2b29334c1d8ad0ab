"""PURE. The rows of a text: comma, semicolon or tab, announced by `sep=` or not, any end of line."""

import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from socle.recherche.mots.normalisation import normaliser
from socle.tableaux.fautes import FauteDuTableau, TableauRefuse

SEPARATEURS = ";,\t"
GUILLEMETS = re.compile(r'"[^"]*"?')
ANNONCE = re.compile(r'"?sep=([;,\t])"?[;,\t]*', re.IGNORECASE)  # what Excel writes, and reads, on a first line
CHIFFRES_GARDES = re.compile(r'="(\d+)"')  # how one keeps a spreadsheet from taking the zeros off


class Rangee(NamedTuple):
    """A row that says something: the line it begins on, its cells without the spaces around nor the empty last ones."""

    numero: int
    cellules: list[str]


def rangees(texte: str) -> Iterator[Rangee]:
    """Yield the rows in order, empty ones left out. Raises `TableauRefuse` at the first that cannot be read."""
    lignes = io.StringIO(texte, newline="")
    annonce = ANNONCE.fullmatch(lignes.readline().strip("\r\n "))
    if not annonce:
        lignes.seek(0)
    separateur = annonce[1] if annonce else _separateur(texte)
    avant, entete = 1 if annonce else 0, list[str]()

    # `strict`: a quote left open would otherwise swallow every line after it, without a word.
    lecteur = csv.reader(lignes, delimiter=separateur, strict=True)
    while True:
        debut = avant + lecteur.line_num + 1
        try:
            lues = next(lecteur, None)
        except csv.Error as erreur:
            raise TableauRefuse([_illisible(texte, debut, separateur, entete)]) from erreur
        if lues is None:
            return
        if cellules := _propres(lues):
            entete = entete or cellules
            yield Rangee(debut, cellules)


def nom_de_colonne(entete: str) -> str:
    """Return the name of a column as code writes it: "Code Département" is `code_departement`."""
    return normaliser(entete).replace(" ", "_")


def _separateur(texte: str) -> str:
    """The sign that the first line with words holds most of, outside quotes."""
    premiere = next(iter(io.StringIO(texte.lstrip(), newline="")), "")
    nue = GUILLEMETS.sub("", premiere)
    return max(SEPARATEURS, key=nue.count)


def _propres(lues: list[str]) -> list[str]:
    cellules = [cellule.strip() for cellule in lues]
    while cellules and not cellules[-1]:
        cellules.pop()
    return [gardes[1] if (gardes := CHIFFRES_GARDES.fullmatch(cellule)) else cellule for cellule in cellules]


def _illisible(texte: str, debut: int, separateur: str, entete: list[str]) -> FauteDuTableau:
    """What is said of the row that begins on this line: its column is that of the first cell which is no cell."""
    lignes = io.StringIO(texte, newline="")
    ligne = next(ligne for rang, ligne in enumerate(lignes, start=1) if rang == debut)
    bonne = re.compile(rf'(?:"(?:[^"]|"")*"|(?!")[^{separateur}\r\n]*){separateur}')

    rang, place = 1, 0
    while (cellule := bonne.match(ligne, place)) and cellule.end() - place < csv.field_size_limit():
        rang, place = rang + 1, cellule.end()

    colonne = entete[rang - 1] if rang <= len(entete) else str(rang)
    message = _("cette ligne ne se lit pas : un guillemet est de trop ou manque, ou une cellule est trop longue.")
    return FauteDuTableau(debut, colonne, message)
