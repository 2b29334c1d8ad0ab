"""`manage.py importer_labels FICHIER.csv [--simulation]`."""

from registre.imports.commande import CommandeDImport
from registre.imports.labels import importer_labels


class Command(CommandeDImport):
    """Imports the file whole or not at all; its columns are those of `registre/donnees/labels.schema.json`."""

    help = "Importe un fichier CSV, en entier ou pas du tout. Colonnes : registre/donnees/labels.schema.json."
    importer = staticmethod(importer_labels)
