"""Who changed the words of a translation: wagtail-localize only keeps who saved each one last, changed or not."""

import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

ECRIRE = "wagtail.edit"


def avant_enregistrement(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Leave a translation that is saved again, its words unchanged, to who wrote them."""
    avant = sender.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance.mots_changes = avant is None or avant.data != instance.data
    if avant is not None and not instance.mots_changes:
        instance.last_translated_by_id = avant.last_translated_by_id


def apres_enregistrement(instance: Any, **_kwargs: Any) -> None:
    """Write down who changed the words, for those who correct them later are not their only authors."""
    if getattr(instance, "mots_changes", False) and instance.last_translated_by_id:
        log(instance=instance, action=ECRIRE, user=instance.last_translated_by, content_changed=True)


def a_ecrit(compte: Any, traduits: QuerySet[Any], depuis: datetime.datetime | None) -> bool:
    """Tell whether this account changed the words of one of these translated pieces, after `depuis` if given."""
    entrees = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(traduits.model),
        object_id__in=[str(pk) for pk in traduits.values_list("pk", flat=True)],
        action=ECRIRE,
        user=compte,
    )
    return (entrees.filter(timestamp__gt=depuis) if depuis else entrees).exists()
