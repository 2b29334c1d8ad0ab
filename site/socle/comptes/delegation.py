"""Nobody gives or takes a right they do not hold. One rule, which every door of accounts and groups asks."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import GroupCollectionPermission, GroupPagePermission
from wagtail.permission_policies import ModelPermissionPolicy

from socle.models import User

Lieux = frozenset[tuple[int, str]]  # a permission, and the path of the page or collection it holds from


@dataclass(frozen=True)
class Portee:
    """All that an account or a group may do, active or not: on models, under pages, under collections."""

    modeles: frozenset[int]
    pages: Lieux
    collections: Lieux

    def couvre(self, autre: "Portee") -> bool:
        """Whether nothing of `autre` is missing here."""
        return (
            autre.modeles <= self.modeles
            and _couvrent(self.pages, autre.pages)
            and _couvrent(self.collections, autre.collections)
        )


def peut_gerer(par: Any, compte: User) -> bool:
    """Whether `par` may change, suspend or delete this account: their password would give all that it may do."""
    if par.is_superuser:
        return True
    if compte.is_superuser:
        return False
    return _portee_du_compte(par).couvre(_portee_du_compte(compte))


def groupes_donnables(par: Any) -> QuerySet[Group]:
    """Return the groups `par` may put someone in or take someone from: those that do nothing `par` may not."""
    if par.is_superuser:
        return Group.objects.all()
    siens = _portee_du_compte(par)
    donnables = [groupe.pk for groupe in Group.objects.order_by("pk") if siens.couvre(_portee(Q(pk=groupe.pk)))]
    return Group.objects.filter(pk__in=donnables)


class GroupesDeclares(ModelPermissionPolicy):
    """What a group may do is declared in each room's `droits.py`; by hand, a superuser's alone to change."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Allow superusers, whatever permission somebody else was given."""
        return user.is_active and user.is_superuser

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whoever may change them may do the rest; nobody else anything."""
        return self.user_has_permission(user, "change")


def _portee_du_compte(compte: User) -> Portee:
    return _portee(Q(user=compte.pk), Q(user=compte.pk))


def _portee(groupes: Q, en_propre: Q | None = None) -> Portee:
    """Gather the rights of these groups, and of the accounts `en_propre` names. Three queries."""
    pks = Group.objects.filter(groupes).values("pk")
    directs = Q(group__in=pks) | en_propre if en_propre else Q(group__in=pks)
    pages = GroupPagePermission.objects.filter(group__in=pks).values_list("permission_id", "page__path")
    collections = GroupCollectionPermission.objects.filter(group__in=pks)
    return Portee(
        frozenset(Permission.objects.filter(directs).values_list("pk", flat=True)),
        frozenset(pages),
        frozenset(collections.values_list("permission_id", "collection__path")),
    )


def _couvrent(siens: Lieux, autres: Lieux) -> bool:
    """Whether each permission of `autres` is held from the same place or from above it."""
    return all(
        any(permission == sienne and chemin.startswith(racine) for sienne, racine in siens)
        for permission, chemin in autres
    )
