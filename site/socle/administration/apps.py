"""Wagtail's accounts and groups, held to `socle.comptes.delegation`: the documented way to change their screens."""

from importlib import import_module

from wagtail.users.apps import WagtailUsersAppConfig


class ComptesConfig(WagtailUsersAppConfig):
    """Replaces `wagtail.users` in `INSTALLED_APPS`, under the same label."""

    user_viewset = "socle.administration.comptes.ComptesViewSet"

    def ready(self) -> None:
        """Leave groups to superusers: theirs are declared in code."""
        super().ready()
        groups, permissions = import_module("django.contrib.auth.models"), import_module("wagtail.permissions")
        policy = import_module("socle.comptes.delegation").GroupesDeclares(groups.Group)
        permissions.register_permission_policy(groups.Group, policy)
