"""What stops a command before it starts, said in one sentence instead of a traceback."""

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.db.utils import OperationalError

from socle.medias.muet import StockageMuet


def phrase(error: Exception) -> str | None:
    """Return the sentence to show for this error, None when it is a fault of ours and deserves its traceback."""
    if isinstance(error, ImproperlyConfigured):
        return str(error)
    if isinstance(error, StockageMuet):
        return f"Le dépôt des fichiers (S3_ENDPOINT) ne répond pas, ou refuse : {error}"
    if isinstance(error, OperationalError) and not database_answers():
        return unreachable_database(error)
    return None


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
