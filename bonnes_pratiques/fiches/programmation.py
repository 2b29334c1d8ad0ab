"""A publication set for a later day is judged on that day: what was complete when it was approved may no longer be."""

from django.db import transaction
from django.dispatch import Signal
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from bonnes_pratiques.fiches.journal import RENONCER

ECHEANCE = "wagtail.publish.scheduled"  # how Wagtail's `publish_scheduled` says why it publishes
publication_renoncee = Signal()  # `instance`, the sheet; `fautes`, what it lacks, in sentences


@transaction.atomic
def renoncer(fiche: Page, revision: Revision, fautes: list[str]) -> None:
    """Take a text that lacks something today off the schedule, and tell those concerned what (`fautes`, in sentences).

    The text stays, as a draft to complete and submit again; what the public reads does not move.
    """
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])

    log(instance=fiche, action=RENONCER, revision=revision, data={"motif": " ".join(fautes)})
    publication_renoncee.send(type(fiche), instance=fiche, fautes=fautes)
