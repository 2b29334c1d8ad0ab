"""What the database itself refuses: changing the journal, deleting a label, two labels of one coop on one day."""

from django.db import migrations

# Rows are added and never changed or removed. The same rule in each engine's own words.
POSTGRESQL = [
    """CREATE OR REPLACE FUNCTION registre_refuser() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION '%: rows cannot be changed or removed', TG_TABLE_NAME
             USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER registre_evenement_inalterable BEFORE UPDATE OR DELETE ON registre_evenement
       FOR EACH ROW EXECUTE FUNCTION registre_refuser()""",
    """CREATE TRIGGER registre_label_ineffacable BEFORE DELETE ON registre_label
       FOR EACH ROW EXECUTE FUNCTION registre_refuser()""",
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE registre_label ADD CONSTRAINT label_sans_chevauchement EXCLUDE USING gist (
         cooperative_id WITH =, daterange(valide_du, COALESCE(retire_le, valide_jusqu_au + 1), '[)') WITH &&)""",
]


def poser(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for ordre in POSTGRESQL:
            schema_editor.execute(ordre, params=None)
        return
    for table, verbes in (("registre_evenement", ("UPDATE", "DELETE")), ("registre_label", ("DELETE",))):
        for verbe in verbes:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{verbe.lower()} BEFORE {verbe} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: rows cannot be changed or removed'); END"
            )


class Migration(migrations.Migration):
    """Nothing undoes these: a register that forgets is not one."""

    dependencies = [("registre", "0001_initial")]

    operations = [migrations.RunPython(poser, migrations.RunPython.noop, elidable=False)]
