"""On PostgreSQL, the database itself refuses two labels of one coop on one day: annulled ones are none, one withdrawn
before it began covers no day. Checked at the end of each order, so that two may move together."""

from django.db import migrations

SANS_CHEVAUCHEMENT = [
    "ALTER TABLE registre_label DROP CONSTRAINT IF EXISTS label_sans_chevauchement",
    """ALTER TABLE registre_label ADD CONSTRAINT label_sans_chevauchement EXCLUDE USING gist (
         cooperative_id WITH =,
         daterange(valide_du, GREATEST(valide_du, LEAST(retire_le, clos_le, valide_jusqu_au + 1)), '[)') WITH &&
       ) WHERE (annule_le IS NULL) DEFERRABLE INITIALLY IMMEDIATE""",
]


def poser(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for ordre in SANS_CHEVAUCHEMENT:
            schema_editor.execute(ordre, params=None)


class Migration(migrations.Migration):
    """Nothing undoes it: a register that forgets is not one."""

    dependencies = [("registre", "0008_tout_fait_a_son_rang")]

    operations = [migrations.RunPython(poser, migrations.RunPython.noop, elidable=False)]
