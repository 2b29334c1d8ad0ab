"""The two engines, each by its own tool: SQLite's backup API, and `pg_dump` with `pg_restore`."""

from django.db import connection

from socle.sauvegarde.moteurs.instantane import Instantane, Moteur
from socle.sauvegarde.moteurs.postgres import PostgreSQL
from socle.sauvegarde.moteurs.sqlite import SQLite

__all__ = ["Instantane", "Moteur", "moteur"]


def moteur() -> Moteur:
    """Return the engine of this site's database."""
    return SQLite(connection) if connection.vendor == "sqlite" else PostgreSQL(connection)
