"""A meeting's identifier and version in calendars: those already followed keep the identifier made from their day."""

import django.utils.timezone
from django.db import migrations, models

import registre.models.comite


def nommer(apps, schema_editor):
    """Give each meeting the identifier under which calendars know it."""
    seances = apps.get_model("registre", "SeanceComite").objects
    for seance in seances.order_by("pk"):
        seances.filter(pk=seance.pk).update(uid=f"comite-{seance.le}")


class Migration(migrations.Migration):
    dependencies = [("registre", "0009_sans_chevauchement")]

    operations = [
        migrations.AddField(
            "seancecomite",
            "modifiee_le",
            models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="modifiée le"),
        ),
        migrations.AddField(
            "seancecomite",
            "revision",
            models.PositiveIntegerField(default=0, editable=False, verbose_name="révision"),
        ),
        migrations.AddField(
            "seancecomite",
            "uid",
            models.CharField(default="", editable=False, max_length=40, verbose_name="identifiant"),
            preserve_default=False,
        ),
        migrations.RunPython(nommer, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "seancecomite",
            "uid",
            models.CharField(
                default=registre.models.comite.nouvel_identifiant,
                editable=False,
                max_length=40,
                unique=True,
                verbose_name="identifiant",
            ),
        ),
    ]
