"""A publication set for a later day is judged on that day: what was complete when it was approved may no longer be."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from bonnes_pratiques.administration.journal import RENONCER
from bonnes_pratiques.fiches.completude import phrases_des_manques

if TYPE_CHECKING:
    from bonnes_pratiques.models import FichePratique

ECHEANCE = "wagtail.publish.scheduled"  # how Wagtail's `publish_scheduled` says why it publishes
publication_renoncee = Signal()  # `instance`, the sheet; `fautes`, what it lacks, in sentences


@transaction.atomic
def renoncer_si_incomplete(fiche: "FichePratique", revision: Revision) -> bool:
    """Take a text that lacks something today off the schedule, and tell those concerned; return whether it was.

    The text stays, as a draft to complete and submit again; what the public reads does not move.
    """
    fautes = phrases_des_manques(revision.as_object(), timezone.localdate())
    if not fautes:
        return False
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    log(instance=fiche, action=RENONCER, revision=revision, data={"motif": " ".join(fautes)})
    publication_renoncee.send(type(fiche), instance=fiche, fautes=fautes)
    return True
