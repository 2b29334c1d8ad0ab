from django.db import migrations

FORMULES = {
    "avant": {
        "sujet": "Quali’Coop : ce qui vient pour votre coopérative",
        "ouverture": "Bonjour,\n\nVoici les prochaines échéances de votre démarche Quali’Coop.",
        "fermeture": "La Fédération peut vous aider à les préparer : répondez-lui sans attendre la date.",
    },
    "apres": {
        "sujet": "Quali’Coop : une échéance est passée",
        "ouverture": "Bonjour,\n\nNous n’avons pas encore enregistré ce qui suit. Si c’est fait, dites-le à la Fédération.",
        "fermeture": "Si quelque chose vous retient, la Fédération peut vous aider : écrivez-lui.",
    },
}


def ecrire(apps, schema_editor):
    formule = apps.get_model("rappels", "FormuleDeRappel")
    for moment, champs in FORMULES.items():
        formule.objects.get_or_create(moment=moment, defaults=champs)


class Migration(migrations.Migration):
    """The words of the reminders: the Federation changes them, there is one set for each moment."""

    dependencies = [("rappels", "0001_initial")]

    operations = [migrations.RunPython(ecrire, migrations.RunPython.noop)]
