"""When what was read of the register is to be read again, for what each process keeps (`socle.cadre.memoire`)."""

from registre.models import VersionDuRegistre
from socle.cadre.memoire import compteur, jeton

DEMANDE = f"SELECT numero FROM {VersionDuRegistre._meta.db_table} WHERE id = 1"  # noqa: S608 - a table of ours


def version_lue() -> str:
    """Return what changes when the register does, or an edition, a page, a meeting, what a coop declares.

    Read before what it stands for; empty before anything was written. Two queries at most.
    """
    avant = jeton()
    numero = numero_du_registre()

    return f"{avant} {numero}" if avant and numero else ""


def numero_du_registre() -> str:
    """Return the number that each change of the register's facts increases; empty before the first."""
    return compteur("registre", DEMANDE)
