"""What the database itself refuses: changing or removing an event, removing a label.

Laid after every migration rather than in one: on SQLite, altering a table makes it anew and forgets its triggers.
"""

from typing import Any

from django.db import connections

# Table -> what is refused there.
REFUS = {"registre_evenement": ("UPDATE", "DELETE"), "registre_label": ("DELETE",)}
FONCTION = """
    CREATE OR REPLACE FUNCTION registre_refuser() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '%: rows cannot be changed or removed', TG_TABLE_NAME
          USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def poser(using: str, **_kwargs: Any) -> None:
    """Lay the triggers on this database, those already there left or replaced by the same."""
    connection = connections[using]
    with connection.cursor() as cursor:
        presentes = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql" and REFUS.keys() <= presentes:
            cursor.execute(FONCTION)
        for table in REFUS.keys() & presentes:
            for verbe in REFUS[table]:
                cursor.execute(_ordre(connection.vendor, table, verbe))


def _ordre(vendor: str, table: str, verbe: str) -> str:
    """Return the order that makes one trigger, in the engine's own words."""
    nom = f"{table}_{verbe.lower()}"
    if vendor == "postgresql":
        quand = f"BEFORE {verbe} ON {table} FOR EACH ROW"
        return f"CREATE OR REPLACE TRIGGER {nom} {quand} EXECUTE FUNCTION registre_refuser()"
    refus = f"SELECT RAISE(ABORT, '{table}: rows cannot be changed or removed')"
    return f"CREATE TRIGGER IF NOT EXISTS {nom} BEFORE {verbe} ON {table} BEGIN {refus}; END"
