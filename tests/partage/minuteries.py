"""All that the timers of a machine run, one after the other: `python -m tests.partage.minuteries`, at the word "go"."""

import sys

import django
from django.core.management import call_command

COMMANDES = (
    "publish_scheduled",
    "clearsessions",
    "appliquer_conservation",
    "purger_fichiers_orphelins",
    "envoyer_rappels",
    "envoyer_avis_de_depot",
    "envoyer_courriers",
)


def main() -> None:
    """Say that everything is loaded, wait, then run them."""
    django.setup()
    sys.stdout.write("prêt\n")
    sys.stdout.flush()
    sys.stdin.readline()
    for commande in COMMANDES:
        call_command(commande)


if __name__ == "__main__":
    main()
