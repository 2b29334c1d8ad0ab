"""Second of three: every coop gets the events it lacked, taken-over labels too, and the journal says what it could not know.

Nothing of what stands moves: the rows win, and what the former journal did not say is reconstituted from them and named
here. Undone only where there is nothing to lose: a register that forgets is not one.
"""

from django.db import migrations

from registre.migrations_donnees.journal import ecrire_le_journal


def ecrire(apps, schema_editor):
    for phrase in ecrire_le_journal(apps, schema_editor.connection):
        print(phrase)


def refuser_d_oublier(apps, schema_editor):
    if apps.get_model("registre", "Evenement").objects.exists():
        raise RuntimeError("The journal holds facts that no table of before could keep: restore a backup instead.")


class Migration(migrations.Migration):

    dependencies = [("registre", "0006_le_journal_fait_foi")]

    operations = [migrations.RunPython(ecrire, refuser_d_oublier, elidable=False)]
