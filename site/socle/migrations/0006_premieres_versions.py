"""What was loaded or translated before versions were said to be written can be brought back too."""

import uuid
from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef

PUBLIER = "wagtail.publish"


def dire_ecrites(apps: Any, _schema: Any) -> None:
    """Add to each history a line for each version that is only said to be published."""
    for nom in ("PageLogEntry", "ModelLogEntry"):
        ligne = apps.get_model("wagtailcore", nom)
        ecrites = ligne.objects.filter(revision=OuterRef("revision"), content_changed=True).exclude(action=PUBLIER)
        publiees = ligne.objects.filter(~Exists(ecrites), action=PUBLIER, revision__isnull=False)
        vues = set()
        for publiee in publiees.select_related("revision").order_by("pk").iterator():
            if publiee.revision_id not in vues:
                vues.add(publiee.revision_id)
                publiee.pk, publiee.action, publiee.content_changed = None, "wagtail.edit", True
                publiee.timestamp, publiee.data = publiee.revision.created_at, {}
                publiee.uuid = uuid.uuid4()  # a history shows one line for all that a request did
                publiee.save(force_insert=True)


class Migration(migrations.Migration):
    dependencies = [
        ("socle", "0005_images_sans_metadonnees"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(dire_ecrites, migrations.RunPython.noop, elidable=True)]
