"""Every text has a first version that Wagtail's history can bring back.

Wagtail offers to take up a version on the line of the history that says it was written. What a command loads, or a
translation publishes, is only said to be published: there was nothing to press. And what was written without a version
lost its first words at the first save.
"""

import uuid
from typing import Any

from django.utils import timezone
from wagtail.log_actions import log, registry
from wagtail.models import Revision, RevisionMixin
from wagtail.signals import published

PUBLIER = "wagtail.publish"
ECRIRE = "wagtail.edit"


def apres_publication(instance: Any, revision: Revision, **_signal: Any) -> None:
    """Say in the history that this version was written, unless it does already."""
    ecrites = registry.get_logs_for_instance(instance).filter(revision=revision, content_changed=True)
    if not ecrites.exclude(action=PUBLIER).exists():
        _dire_ecrite(instance, revision)


def garder_la_premiere(objet: Any) -> Revision | None:
    """Keep the words of this text as its first version; None when it has one, or is no text with versions."""
    if not isinstance(objet, RevisionMixin) or objet.latest_revision_id is not None:
        return None
    publie = getattr(objet, "live", False)
    premiere = Revision.objects.create(
        content_object=objet,
        base_content_type=objet.get_base_content_type(),
        created_at=getattr(objet, "last_published_at", None) or timezone.now(),
        content=objet.serializable_data(),
        object_str=str(objet),
    )

    champs = {"latest_revision": premiere} | ({"live_revision": premiere} if publie else {})
    for champ, valeur in champs.items():
        setattr(objet, champ, valeur)
    type(objet)._base_manager.filter(pk=objet.pk).update(**champs)

    _dire_ecrite(objet, premiere)
    return premiere


def declarer() -> None:
    """Follow every publication. Called once, when Django starts."""
    published.connect(apres_publication, dispatch_uid="socle.relecture.premiere_version")


def _dire_ecrite(objet: Any, revision: Revision) -> None:
    """Add the line, under an identifier of its own: a history shows one line for all that a request did."""
    log(
        instance=objet,
        action=ECRIRE,
        user=revision.user,
        revision=revision,
        content_changed=True,
        timestamp=revision.created_at,
        uuid=uuid.uuid4(),
    )
