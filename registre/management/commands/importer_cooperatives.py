"""Import coops, whole or not at all: `manage.py importer_cooperatives FICHIER.csv [--simulation]`."""

from registre.imports.commande import CommandeDImport
from registre.imports.cooperatives import importer_cooperatives


class Command(CommandeDImport):
    """Imports the file whole or not at all; its columns are those of `registre/donnees/cooperatives.schema.json`.

    A new coop is entered as the line says. One already known changes by the operations of the register, journaled:
    name, seat and legal form from the day in `depuis_le` (today when it is empty), leaving on `membre_jusqu_au`,
    coming back on `membre_depuis`. A SIREN never changes here: it is what a line is known by.
    """

    help = (
        "Importe un fichier CSV, en entier ou pas du tout. Colonnes : registre/donnees/cooperatives.schema.json. "
        "Ce qui change chez une coopérative connue vaut depuis le jour de la colonne depuis_le, ou aujourd’hui ; "
        "un changement de SIREN ne s’importe pas."
    )
    importer = staticmethod(importer_cooperatives)
