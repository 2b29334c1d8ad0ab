"""The forms sent after a session expired are kept here, for every room; their table stays the one it was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("socle", "0008_version_des_reperes")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="SaisieDeposee",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("adresse", models.CharField(max_length=250, verbose_name="adresse du formulaire")),
                        ("donnees", models.JSONField(default=dict, verbose_name="ce qui est saisi")),
                        ("deposee_le", models.DateTimeField(auto_now=True, verbose_name="déposée le")),
                        (
                            "auteur",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "saisie déposée",
                        "verbose_name_plural": "saisies déposées",
                        "db_table": "bonnes_pratiques_saisiedeposee",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("auteur", "adresse"),
                                name="saisie_deposee_une_par_adresse",
                                violation_error_message="Cette saisie existe déjà.",
                            )
                        ],
                    },
                )
            ]
        )
    ]
