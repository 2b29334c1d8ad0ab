"""Who may delete a picture or a document: for Wagtail, whoever may change it; here, it is a right of its own.

Without that right, one deletes only what one uploaded and nothing uses: what a page shows does not leave it unread
(docs/decisions/0005-relecture.md). What people outside the admin sent, in a collection of its own, is changed and
deleted by nobody below superuser (docs/decisions/0034-what-coops-declare.md).

Wagtail asks this policy at each of its doors: list, form, list actions, API.
"""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from wagtail.models import ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

SUPPRIMER = "delete"
ECRIRE = {SUPPRIMER, "change"}
CONFIEES: set[str] = set()  # collections whose files are others' own word: the room that fills one names it here


class SuppressionReservee(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy, where deleting does not follow from changing."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this account may do this to some of them; who may add one may delete it before it is used."""
        if action == SUPPRIMER:
            return bool(self._check_perm(user, [SUPPRIMER, "add"]))
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission_for_instance(self, user: Any, actions: Collection[str], instance: Any) -> bool:
        """Whether this account may do one of these to that one."""
        if instance.collection.name in CONFIEES and not user.is_superuser:
            actions = set(actions) - ECRIRE
        autres = set(actions) - {SUPPRIMER}
        if autres and super().user_has_any_permission_for_instance(user, autres, instance):
            return True
        return SUPPRIMER in actions and self._peut_supprimer(user, instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        """Return those to which this account may do one of these."""
        if user.is_superuser or not user.is_authenticated:
            return super().instances_user_has_any_permission_for(user, actions)
        autres = set(actions) - {SUPPRIMER}
        permises = super().instances_user_has_any_permission_for(user, autres)
        if SUPPRIMER in actions:
            siennes = Q(pk__in=self._a_soi(user))
            reservees = Q(collection__in=self._collections_with_perm(user, [SUPPRIMER]))
            permises = self.model._default_manager.filter(Q(pk__in=permises.values("pk")) | reservees | siennes)
        return permises if set(actions) - ECRIRE else permises.exclude(collection__name__in=CONFIEES)

    def a_soi(self, user: Any, instance: Any) -> bool:
        """Whether this account uploaded it, and may still add some where it is."""
        sienne = getattr(instance, self.owner_field_name) == user
        return sienne and bool(self._check_perm(user, ["add"], collection=instance.collection))

    def _peut_supprimer(self, user: Any, instance: Any) -> bool:
        if self._check_perm(user, [SUPPRIMER], collection=instance.collection):
            return True
        return self.a_soi(user, instance) and not ReferenceIndex.get_references_to(instance).exists()

    def _a_soi(self, user: Any) -> QuerySet[Any]:
        """Keys of what this account uploaded and nothing uses."""
        collections = self._collections_with_perm(user, ["add"])
        siennes = self.model._default_manager.filter(collection__in=collections, **{self.owner_field_name: user})
        emplois = ReferenceIndex.usage_count_subquery(self.model)
        return siennes.annotate(emplois=emplois).filter(emplois=0).values("pk")


def declarer() -> None:
    """Register the policy for our own two models, before Wagtail's, which it does not give way to."""
    for nom, sien in (("socle.SiteImage", "wagtailimages.Image"), ("socle.SiteDocument", "wagtaildocs.Document")):
        modele = apps.get_model(nom)
        politique = SuppressionReservee(modele, auth_model=sien, owner_field_name="uploaded_by_user")
        register_permission_policy(modele, politique, exact_class=True)
