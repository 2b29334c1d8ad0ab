"""When what was read of the register is to be read again, for what each process keeps (`socle.cadre.memoire`)."""

from django.db import connection

from registre.models import VersionDuRegistre
from socle.cadre.memoire import jeton
from socle.cadre.version_lue_une_fois import une_fois

DEMANDE = f"SELECT numero FROM {VersionDuRegistre._meta.db_table} WHERE id = 1"  # noqa: S608 - a table of ours


def version_lue() -> str:
    """Return what changes when the register does, or an edition, a page, a meeting, what a coop declares. Two queries.

    Read before what it stands for; empty before anything was written.
    """
    avant = une_fois(jeton)
    numero = une_fois(numero_du_registre)

    return f"{avant} {numero}" if avant and numero else ""


def numero_du_registre() -> str:
    """Return the number that each change of the register's facts increases; empty before the first. One query."""
    with connection.cursor() as curseur:
        curseur.execute(DEMANDE)
        ligne = curseur.fetchone()

    return str(ligne[0]) if ligne else ""
