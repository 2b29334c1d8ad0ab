"""What the database itself refuses: the journal, the public log, the versions of a dossier and locked minutes never
change; labels, suspensions and granted engagements change by an operation alone. UPDATE, DELETE, TRUNCATE and REPLACE
are refused from outside one, whoever asks.

Laid after every migration rather than in one: on SQLite, altering a table makes it anew and forgets its triggers.
An operation says that it is one by a setting of its transaction (PostgreSQL), by a function of its connection (SQLite,
where any other program that writes finds no such function and is refused all the same).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connection as connexion_courante
from django.db import connections

# Table -> whether an operation may change and remove its rows; the unique columns by which a row could be replaced.
TABLES: dict[str, tuple[bool, tuple[tuple[str, ...], ...]]] = {
    "registre_evenement": (False, (("id",), ("empreinte",), ("cooperative_id", "rang"))),
    "registre_label": (True, (("id",), ("numero",))),
    "registre_suspension": (True, (("id",), ("label_id", "rang"))),
    "registre_engagementoctroye": (True, (("id",), ("label_id", "engagement_id"))),
    "comite_procesverbal": (False, (("id",), ("seance_id",))),
    "comite_noteauprocesverbal": (False, (("id",),)),
    "dossier_version": (False, (("id",), ("cooperative_id", "numero"))),
    "dossier_piecedeversion": (False, (("id",), ("version_id", "piece_id"))),
    "preuve_feuilledujournal": (False, (("id",), ("indice",), ("evenement_id",))),
    "preuve_tuiledujournal": (False, (("id",), ("niveau", "indice"))),
}
VERBES = ("UPDATE", "DELETE")
REGLAGE = "registre.ecriture"
FONCTION_SQLITE = "registre_ecriture"
MESSAGE = "rows cannot be changed or removed"

_AUTORISEE: ContextVar[bool] = ContextVar("ecriture_autorisee", default=False)

FONCTION = f"""
    CREATE OR REPLACE FUNCTION registre_refuser() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_ARGV[0] = 'operation' AND TG_OP <> 'TRUNCATE' AND current_setting('{REGLAGE}', true) = 'oui' THEN
        RETURN NULL;
      END IF;
      RAISE EXCEPTION '%: {MESSAGE}', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""


@contextmanager
def autorisee() -> Iterator[None]:
    """Let the current transaction change facts: for `registre.ecriture` alone."""
    jeton = _AUTORISEE.set(True)
    _regler("oui")
    try:
        yield
        _regler("")
    finally:
        _AUTORISEE.reset(jeton)


def _regler(valeur: str) -> None:
    if connexion_courante.vendor == "postgresql":
        with connexion_courante.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [REGLAGE, valeur])


def donner_la_fonction(connection: Any, **_kwargs: Any) -> None:
    """Give a new SQLite connection the function that its triggers ask."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FONCTION_SQLITE, 0, lambda: int(_AUTORISEE.get()))


def poser(using: str, **_kwargs: Any) -> None:
    """Lay the triggers on this database, those already there replaced by the same."""
    connection = connections[using]
    with connection.cursor() as cursor:
        presentes = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql" and TABLES.keys() & presentes:
            cursor.execute(FONCTION)
        for table in sorted(TABLES.keys() & presentes):
            for ordre in _ordres(connection.vendor, table):
                cursor.execute(ordre)


def lever(connection: Any) -> None:
    """Take the triggers off, for a migration that rewrites rows: `poser` lays them again after it."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for verbe in ("update", "delete", "truncate", "replace"):
                sur = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{verbe}{sur}")


def _ordres(vendor: str, table: str) -> Iterator[str]:
    """Yield the orders that make a table's triggers, in the engine's own words."""
    par_operation, cles = TABLES[table]
    if vendor == "postgresql":
        argument = "operation" if par_operation else ""
        for verbe in (*VERBES, "TRUNCATE"):  # by statement: an order that would change no row is refused too
            quand = f"BEFORE {verbe} ON {table} FOR EACH STATEMENT"
            refuser = f"EXECUTE FUNCTION registre_refuser('{argument}')"
            yield f"CREATE OR REPLACE TRIGGER {table}_{verbe.lower()} {quand} {refuser}"
        return

    refus = f"SELECT RAISE(ABORT, '{table}: {MESSAGE}')"
    sauf = f" WHEN {FONCTION_SQLITE}() = 0" if par_operation else ""

    for verbe in VERBES:
        yield f"DROP TRIGGER IF EXISTS {table}_{verbe.lower()}"
        yield f"CREATE TRIGGER {table}_{verbe.lower()} BEFORE {verbe} ON {table}{sauf} BEGIN {refus}; END"

    # INSERT OR REPLACE removes the row in its way without waking the trigger of DELETE: it is met before.
    memes = " OR ".join(f"({' AND '.join(f'{c} = NEW.{c}' for c in cle)})" for cle in cles)
    deja = f"EXISTS (SELECT 1 FROM {table} WHERE {memes})"  # noqa: S608 - names of ours, none comes from outside
    yield f"DROP TRIGGER IF EXISTS {table}_replace"
    yield f"CREATE TRIGGER {table}_replace BEFORE INSERT ON {table} WHEN {deja} BEGIN {refus}; END"
