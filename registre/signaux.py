"""Keeps the flat register and the former addresses in step when a coop is created or edited, by whatever form."""

from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver

from registre.models import AncienneAdresse, Cooperative
from registre.projection import projeter


@receiver(post_save, sender=Cooperative)
def reprojeter(instance: Cooperative, *, raw: bool = False, **_kwargs: Any) -> None:
    """Rewrite the coop's rows: name, region or métiers may have changed. Bulk paths call the projection themselves."""
    if not raw:
        projeter(instance.pk)


@receiver(pre_save, sender=Cooperative)
def garder_l_ancienne_adresse(instance: Cooperative, *, raw: bool = False, **_kwargs: Any) -> None:
    """Remember the slug that a coop leaves; the one it takes is no longer a former address of anybody."""
    if raw or instance.pk is None:
        return
    quittes = Cooperative.objects.filter(pk=instance.pk).exclude(slug=instance.slug).values_list("slug", flat=True)
    for slug in quittes:
        AncienneAdresse.objects.filter(slug=instance.slug).delete()
        AncienneAdresse.objects.update_or_create(slug=slug, defaults={"cooperative": instance})
