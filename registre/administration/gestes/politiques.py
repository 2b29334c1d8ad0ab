"""Rights that no form may go round: legal records are read, what the history rests on is never deleted."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class LectureSeule(ModelPermissionPolicy):
    """Nobody adds, edits or deletes a legal record by a form, administrators included: operations write them."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow to look, whoever may."""
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Allow to look, whoever may."""
        return "view" in actions and self.user_has_permission(user, "view")


class SansSuppression(ModelPermissionPolicy):
    """Nobody deletes what the history rests on."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow all but to delete."""
        return action != "delete" and super().user_has_permission(user, action)


class SansAjoutNiSuppression(ModelPermissionPolicy):
    """What somebody else sent is answered: nobody writes one in their place, nobody makes one disappear."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow to look and to change, whoever may."""
        return action in {"view", "change"} and super().user_has_permission(user, action)
