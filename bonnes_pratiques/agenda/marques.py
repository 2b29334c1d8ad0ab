"""The version of an event that calendars are told: it moves when what they show of it does, never otherwise."""

import datetime
import hashlib
import json
from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published

from bonnes_pratiques.models import RendezVousPage, RevisionDeCalendrier

MONTRES = (
    "title",
    "url_path",
    "introduction",
    "demonstration",
    "debute_le",
    "debute_a",
    "finit_le",
    "finit_a",
    "lieu",
    "adresse",
    "commune",
    "lien",
)


def marque_de(page: RendezVousPage) -> tuple[int, datetime.datetime]:
    """Return the number of an event's version and when it began. No query when the page came with its revision."""
    revision = getattr(page, "revision_de_calendrier", None)
    if revision is None:  # published before versions were counted, or laid by a command
        return 0, page.last_published_at or page.latest_revision_created_at or timezone.now()
    return revision.revision, revision.modifiee_le


@receiver(page_published, sender=RendezVousPage)
def compter(instance: RendezVousPage, **_kwargs: Any) -> None:
    """Count a version when a publication changes what calendars show."""
    empreinte = _empreinte(instance)
    modifiee_le = instance.last_published_at or timezone.now()
    connue = RevisionDeCalendrier.objects.filter(page_id=instance.pk).first()

    if connue is None:
        deja_publie = instance.first_published_at != instance.last_published_at
        RevisionDeCalendrier.objects.create(
            page_id=instance.pk, revision=int(deja_publie), empreinte=empreinte, modifiee_le=modifiee_le
        )
    elif connue.empreinte != empreinte:
        connue.revision, connue.empreinte, connue.modifiee_le = connue.revision + 1, empreinte, modifiee_le
        connue.save()


def _empreinte(page: RendezVousPage) -> str:
    montre = json.dumps([str(getattr(page, nom)) for nom in MONTRES])
    return hashlib.sha256(montre.encode()).hexdigest()
