"""Import labels, whole or not at all: `manage.py importer_labels FICHIER.csv [--simulation]`."""

from registre.imports.commande import CommandeDImport
from registre.imports.labels import importer_labels


class Command(CommandeDImport):
    """Imports the file whole or not at all; its columns are those of `registre/donnees/labels.schema.json`.

    Each line is judged as the decisions it tells would be, the oldest grants first. A label already there never
    changes.
    """

    help = (
        "Importe un fichier CSV, en entier ou pas du tout. Colonnes : registre/donnees/labels.schema.json. "
        "Un label déjà au registre ne change pas : il se corrige par une opération."
    )
    importer = staticmethod(importer_labels)
