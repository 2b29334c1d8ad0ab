"""A process whose children correct and annul without end, for a test to kill: `python -m tests.registre.victime`.

Reads a coop's key on each line, answers with the key of the child that works on it. One Django for them all: what is
killed is a fork, whose connection is its own.
"""

import os
import sys
import traceback
from datetime import timedelta

import django


def dire(mot: str) -> None:
    """Tell the test that waits on the other end of the pipe."""
    sys.stdout.write(f"{mot}\n")
    sys.stdout.flush()


def corriger_sans_fin(cooperative_id: int) -> None:
    """Move the end of the first label by a day, with the renewal that follows it, then annul that; again and again."""
    from registre import operations
    from registre.models import Evenement, Label

    octroi = Evenement.objects.get(cooperative=cooperative_id, operation="accorder_label")
    numero = octroi.charge["numero"]
    while True:
        fin = Label.objects.get(numero=numero).valide_jusqu_au + timedelta(days=1)
        correction = operations.corriger(octroi.pk, par=None, champs={"valide_jusqu_au": fin}, motif="Relu.")
        dire("corrigé")
        operations.annuler(correction.pk, par=None, motif="Par erreur.")


def main() -> None:
    """Fork for each line read."""
    django.setup()
    from django.db import connections

    dire("prêt")
    for ligne in sys.stdin:
        enfant = os.fork()
        if enfant == 0:
            connections.close_all()
            try:
                corriger_sans_fin(int(ligne))
            finally:
                dire(traceback.format_exc().replace("\n", " | "))
                os._exit(1)
        dire(str(enfant))
        os.waitpid(enfant, 0)
        dire("mort")


if __name__ == "__main__":
    main()
