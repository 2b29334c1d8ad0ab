"""The two roots that Wagtail's migrations name in English, which editors read in the explorer and in collections."""

from django.db import migrations

ANGLAIS, FRANCAIS = "Root", "Racine"


def nommer(de: str, vers: str):
    """Return what renames both roots, when they still bear the name `de`."""

    def renommer(apps, schema_editor):
        pages, collections = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Collection")
        pages.objects.filter(depth=1, title=de).update(title=vers, draft_title=vers)
        collections.objects.filter(depth=1, name=de).update(name=vers)

    return renommer


class Migration(migrations.Migration):
    """Their titles only: addresses and rights do not depend on them."""

    dependencies = [("socle", "0006_premieres_versions"), ("wagtailcore", "0001_initial")]
    operations = [migrations.RunPython(nommer(ANGLAIS, FRANCAIS), nommer(FRANCAIS, ANGLAIS))]
