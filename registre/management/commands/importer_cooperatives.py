"""`manage.py importer_cooperatives FICHIER.csv [--simulation]`."""

from registre.imports.commande import CommandeDImport
from registre.imports.cooperatives import importer_cooperatives


class Command(CommandeDImport):
    """Imports the file whole or not at all; its columns are those of `registre/donnees/cooperatives.schema.json`."""

    help = "Importe un fichier CSV, en entier ou pas du tout. Colonnes : registre/donnees/cooperatives.schema.json."
    importer = staticmethod(importer_cooperatives)
