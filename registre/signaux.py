"""Keeps the flat register in step when a coop is created or its identity edited, by whatever form."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from registre.models import Cooperative
from registre.projection import projeter


@receiver(post_save, sender=Cooperative)
def reprojeter(instance: Cooperative, *, raw: bool = False, **_kwargs: Any) -> None:
    """Rewrite the coop's rows: name, region or métiers may have changed. Bulk paths call the projection themselves."""
    if not raw:
        projeter(instance.pk)
