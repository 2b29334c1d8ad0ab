"""Bring the database and its content up to date, in one process: Django takes seconds to start.

Every command called here can run again: it adds what is missing and leaves what an editor changed.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django  # noqa: E402 - the path above comes first
from django.conf import settings  # noqa: E402
from django.core.exceptions import ImproperlyConfigured  # noqa: E402
from django.core.management import CommandError, call_command, get_commands  # noqa: E402
from django.db import DatabaseError, OperationalError, connection  # noqa: E402

# Where fictions are allowed: a database made anew starts another public log, which nobody outside keeps a copy of.
FICTIONS = {
    "charger_demonstration",
    "charger_demonstration_actualites",
    "charger_demonstration_fiches",
    "completer_journal_public",
}
STEPS = [
    ("Base de données à jour", "migrate", ["--no-input"], {"verbosity": 0}),
    (
        "Raison d'être de 2021",
        "charger_referentiel",
        ["raison_detre/donnees/raison_detre_2021.yaml", "--si-absent"],
        {},
    ),
    ("Pages et navigation", "charger_contenu", [], {}),
    ("Adresse du site", "accorder_adresse", [], {}),
    ("Page du registre", "preparer_registre", [], {}),
    ("Page des bonnes pratiques", "preparer_bibliotheque", [], {}),
    ("Pages des actualités et de l'agenda", "preparer_actualites", [], {}),
    ("Coopératives de démonstration", "charger_demonstration", [], {}),
    ("Actualités et dates de démonstration", "charger_demonstration_actualites", [], {}),
    ("Traduction anglaise", "charger_traduction", [], {}),
    ("Fiches de démonstration", "charger_demonstration_fiches", [], {}),
    ("Synonymes de la recherche", "charger_synonymes", [], {}),
    ("Clés de signature", "creer_cle", ["--si-absente"], {}),
    ("Journal public", "completer_journal_public", ["--repartir"], {}),
    ("Recherche au pas du contenu", "reindexer", [], {}),
    ("Groupes et circuit de relecture", "synchroniser_groupes", [], {"verbosity": 0}),
    ("Compte d'administration", "creer_administrateur", [], {}),
]


def say(message: str) -> None:
    """Show a step to the person who waits."""
    sys.stdout.write(f"· {message}\n")
    sys.stdout.flush()


def load() -> str | None:
    """Run each step. Return the sentence that says why it stopped, None when all went well."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return (
            "Il manque la bibliothèque pango, qui dessine les PDF : installez-la "
            "(sous Debian : sudo apt install libpango-1.0-0 libpangoft2-1.0-0), puis relancez."
        )

    try:
        django.setup()
        connection.ensure_connection()
        for label, command, arguments, options in STEPS:
            if command in get_commands() and (command not in FICTIONS or settings.DEMONSTRATION_PERMISE):
                say(f"{label}…")
                call_command(command, *arguments, **options)
    except ImproperlyConfigured as error:
        return f"Une variable d'environnement est à corriger : {error}"
    except OperationalError as error:
        return unreachable(error)
    except (CommandError, DatabaseError) as error:
        return f"Le contenu n'a pas pu être chargé : {error}"

    return None


def unreachable(error: OperationalError) -> str:
    """Say which database does not answer, and the two ways out."""
    database = connection.settings_dict
    place = (
        f"{database['HOST']}:{database['PORT'] or 5432}, base {database['NAME']}"
        if database["HOST"]
        else database["NAME"]
    )
    reason = str(error).strip().splitlines()[0]

    return (
        f"La base de données ne répond pas ({place}) : {reason}\n"
        "Démarrez-la ou corrigez DATABASE_URL ; sans cette variable, le site se sert d'une base SQLite dans var/."
    )


if __name__ == "__main__":
    obstacle = load()
    if obstacle:
        sys.stderr.write(f"{obstacle}\n")
    sys.exit(1 if obstacle else 0)
