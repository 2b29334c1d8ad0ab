"""The forms sent after a session expired are the base's: their table stays, this room no longer names it."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("bonnes_pratiques", "0004_noms_des_etiquettes"), ("socle", "0009_saisie_deposee")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="SaisieDeposee")])
    ]
