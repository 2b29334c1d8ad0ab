"""On PostgreSQL, the database itself refuses two labels of one coop on one day. SQLite has no such constraint: the
operations check it there (`registre.operations.coherence`)."""

from django.db import migrations

SANS_CHEVAUCHEMENT = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE registre_label ADD CONSTRAINT label_sans_chevauchement EXCLUDE USING gist (
         cooperative_id WITH =, daterange(valide_du, COALESCE(retire_le, valide_jusqu_au + 1), '[)') WITH &&)""",
]


def poser(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for ordre in SANS_CHEVAUCHEMENT:
            schema_editor.execute(ordre, params=None)


class Migration(migrations.Migration):
    """Nothing undoes it: a register that forgets is not one."""

    dependencies = [("registre", "0001_initial")]

    operations = [migrations.RunPython(poser, migrations.RunPython.noop, elidable=False)]
