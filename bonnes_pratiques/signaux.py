"""Keeps a draft in the space of the coop that tells it, when the Federation gives it to another before publication."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import Revision

from bonnes_pratiques.models import FichePratique


@receiver(post_save, sender=Revision, dispatch_uid="fiche_suit_sa_coop")
def suivre_la_cooperative(instance: Revision, *, raw: bool = False, **_autres: Any) -> None:
    """A sheet never published has nothing to say in its row but whose it is: the latest draft decides."""
    if raw or "engagement_principal" not in instance.content:
        return
    FichePratique.objects.filter(pk=instance.object_id, live=False, first_published_at__isnull=True).exclude(
        cooperative=instance.content.get("cooperative")
    ).update(cooperative=instance.content.get("cooperative"))
