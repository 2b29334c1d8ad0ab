"""Adds a column that may be empty, as a migration that former processes bear must."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("registre", "__first__")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE registre_cooperative ADD COLUMN version_suivante integer NULL",
            "ALTER TABLE registre_cooperative DROP COLUMN version_suivante",
        )
    ]
