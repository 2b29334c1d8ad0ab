"""Third of three: every fact has the rank of its event. What was set aside of the former journal has been taken up."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("registre", "0007_le_journal_est_ecrit")]

    operations = [
        migrations.AlterField(
            model_name='candidature',
            name='rang',
            field=models.PositiveIntegerField(verbose_name='rang du dépôt'),
        ),
        migrations.AlterField(
            model_name='candidature',
            name='regles_figees',
            field=models.JSONField(verbose_name='règles'),
        ),
        migrations.AlterField(
            model_name='label',
            name='rang',
            field=models.PositiveIntegerField(verbose_name="rang de l'octroi"),
        ),
        migrations.AlterField(
            model_name='pointetape',
            name='rang',
            field=models.PositiveIntegerField(verbose_name='rang'),
        ),
        migrations.AlterField(
            model_name='suspension',
            name='rang',
            field=models.PositiveIntegerField(verbose_name='rang'),
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.UniqueConstraint(fields=('cooperative', 'rang'), name='candidature_rang_unique'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.UniqueConstraint(fields=('label', 'rang'), name='suspension_rang_unique'),
        ),
        migrations.DeleteModel(name='EvenementAnterieur'),
    ]
