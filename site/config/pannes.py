"""What stops a command before it starts, said in one sentence instead of a traceback; and which part is down."""

import errno

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connection
from django.db.utils import OperationalError
from psycopg.errors import DiskFull

from socle.medias.muet import StockageMuet

# Of PostgreSQL: no connection, the server stops, crashed, starts, or has no room for one more (class 08, 53300, 57P0x).
COUPURES = ("08", "53300", "57P01", "57P02", "57P03")
PLEIN = (errno.ENOSPC, errno.EDQUOT)


def phrase(error: Exception) -> str | None:
    """Return the sentence to show for this error, None when it is a fault of ours and deserves its traceback."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, StockageMuet):
        return f"Le dépôt des fichiers (S3_ENDPOINT) ne répond pas, ou refuse : {error}"
    if isinstance(error, OperationalError) and not database_answers():
        return unreachable_database(error)
    return None


def base_coupee(error: BaseException | None) -> bool:
    """Tell whether this error is of a database that went away, were it back already, not of what was asked of it."""
    if isinstance(error, InterfaceError):  # the connection was closed before, by the same outage
        return True
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.__cause__, "sqlstate", "")  # psycopg's: None for a connection that is lost
    return code is None or code.startswith(COUPURES) or not database_answers()


def disque_plein(error: BaseException | None) -> bool:
    """Tell whether this error is of a disk without room, this machine's or the database's."""
    if isinstance(error, OperationalError):
        return isinstance(error.__cause__, DiskFull)
    return isinstance(error, OSError) and error.errno in PLEIN


def database_answers() -> bool:
    """Tell whether a connection can be opened now."""
    try:
        connection.close()
        connection.ensure_connection()
    except DatabaseError:
        return False
    return True


def unreachable_database(error: OperationalError) -> str:
    """Say which database does not answer and why, without its password."""
    settings = connection.settings_dict
    name = settings["NAME"]
    place = f"{settings['HOST']}:{settings['PORT'] or 5432}, base {name}" if settings["HOST"] else str(name)
    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
    return (
        f"La base de données ne répond pas ({place}) : {reason}\n"
        "Démarrez-la, ou corrigez DATABASE_URL (voir docs/variables.md)."
    )
