"""What happens when a change went through every step. Wagtail reads this while it loads its own models: none here."""

from typing import Any


def publier(etat: Any, user: Any = None) -> None:
    """Publish the text of this workflow state. Whoever took the last step needs no other right than the step's own.

    A coop's member, who gives its go-ahead, has none in the admin. Named by `WAGTAIL_FINISH_WORKFLOW_ACTION`.
    """
    etat.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
