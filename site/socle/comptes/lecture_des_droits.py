"""Reads what an account may do in one query, where Django asks two, and its profile with it, where Wagtail asks again.

Every page of the admin and of the coops' space begins with these questions. Named by `AUTHENTICATION_BACKENDS`.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from socle.models import User


class DroitsLusEnUneFois(ModelBackend):
    """Django's own backend, with the same answers."""

    def get_user(self, user_id: int) -> User | None:
        """Return the account of a session with its profile, None when it may not log in any more."""
        compte = User.objects.select_related("wagtail_userprofile").filter(pk=user_id).first()
        return compte if compte is not None and self.user_can_authenticate(compte) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the rights given to the account itself and to its groups, read once for the life of the object."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = _droits_de(user_obj)
        return user_obj._perm_cache


def _droits_de(compte: Any) -> set[str]:
    accordes = Permission.objects.order_by()
    if not compte.is_superuser:
        accordes = accordes.filter(Q(user=compte) | Q(group__user=compte)).distinct()
    return {f"{app}.{nom}" for app, nom in accordes.values_list("content_type__app_label", "codename")}
