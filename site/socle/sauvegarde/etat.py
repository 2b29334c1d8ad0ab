"""What a database says of itself, and whether this code knows the migrations it has had."""

from typing import Any

from django.db.migrations.loader import MigrationLoader

from socle.sauvegarde import temoins
from socle.sauvegarde.manifeste import EtatDeLaBase
from socle.sauvegarde.moteurs import Moteur

MIGRATIONS = "django_migrations"


def etat_de(moteur: Moteur, curseur: Any) -> EtatDeLaBase:
    """Return how many rows each table has, what rooms watch, and the migrations applied."""
    tables = moteur.tables(curseur)
    lignes = {table: _compter(curseur, table) for table in tables}
    if MIGRATIONS not in tables:
        return EtatDeLaBase(lignes)
    return EtatDeLaBase(lignes, temoins.lus(curseur), _migrations(curseur))


def migrations_inconnues(appliquees: dict[str, list[str]]) -> list[str]:
    """Return the migrations that come after the last one this code has of their app: a later code applied them."""
    connues = _du_code()
    return [f"{app}.{noms[-1]}" for app, noms in sorted(appliquees.items()) if noms[-1] > max(connues.get(app, [""]))]


def migrations_a_faire(appliquees: dict[str, list[str]]) -> bool:
    """Whether this code has migrations that come after the last one applied in an app."""
    return any(max(noms) > max(appliquees.get(app, [""])) for app, noms in _du_code().items())


def _du_code() -> dict[str, list[str]]:
    noms: dict[str, list[str]] = {}
    for app, nom in MigrationLoader(None).disk_migrations:
        noms.setdefault(app, []).append(nom)
    return noms


def _migrations(curseur: Any) -> dict[str, list[str]]:
    appliquees: dict[str, list[str]] = {}
    curseur.execute(f"SELECT app, name FROM {MIGRATIONS} ORDER BY app, name")  # noqa: S608 - a name of ours
    for app, nom in curseur.fetchall():
        appliquees.setdefault(app, []).append(nom)
    return {app: sorted(noms) for app, noms in appliquees.items()}


def _compter(curseur: Any, table: str) -> int:
    curseur.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 - the database itself gave this name
    nombre: int = curseur.fetchone()[0]
    return nombre
