"""Pictures kept before they were drawn again on their way in: place, owner and camera leave those files too."""

import logging
from io import BytesIO

from django.core.files.base import ContentFile
from django.db import migrations, transaction
from PIL import Image

from socle.medias.images_propres import ILLISIBLE, mettre_au_propre

journal = logging.getLogger(__name__)
REPERES = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def nettoyer(apps, schema_editor):
    """Draw every picture again, forget its renditions. One that cannot be read is left as it is, and said in the log."""
    for image in apps.get_model("socle", "SiteImage").objects.order_by("pk").iterator():
        try:
            with image.file.open("rb") as gardee:
                propre = mettre_au_propre(gardee)
        except ILLISIBLE as raison:
            journal.warning("Picture %s left with its metadata: %s", image.file.name, raison)
            continue

        _remplacer(image, propre)
        for rendu in list(image.renditions.all()):
            rendu.file.delete(save=False)
            rendu.delete()


def _remplacer(image, propre):
    ancien, rangement = image.file.name, image.file.storage
    dessinee = Image.open(BytesIO(propre))
    facteur = dessinee.width / image.width if image.width else 1
    champs = {nom: valeur and round(valeur * facteur) for nom in REPERES if (valeur := getattr(image, nom)) is not None}
    nom = rangement.save(ancien, ContentFile(propre))

    type(image).objects.filter(pk=image.pk).update(
        file=nom, width=dessinee.width, height=dessinee.height, file_size=len(propre), file_hash="", **champs
    )
    transaction.on_commit(lambda: rangement.delete(ancien))


class Migration(migrations.Migration):
    dependencies = [("socle", "0004_recherche")]

    operations = [migrations.RunPython(nettoyer, migrations.RunPython.noop, elidable=True)]
