"""When what was read of the register is to be read again, for what each process keeps (`socle.cadre.memoire`)."""

from django.db import connection

from registre.models import VersionDuRegistre

DEMANDE = f"SELECT numero FROM {VersionDuRegistre._meta.db_table} WHERE id = 1"  # noqa: S608 - a table of ours


def numero_du_registre() -> str:
    """Return the number that each change of the register's facts increases; empty before the first. One query."""
    with connection.cursor() as curseur:
        curseur.execute(DEMANDE)
        ligne = curseur.fetchone()

    return str(ligne[0]) if ligne else ""
