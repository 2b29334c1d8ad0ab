"""Brings the groups of editors in line with what the rooms declare in their `droits.py`."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from socle import droits

GROUPES_DE_WAGTAIL = ("Editors", "Moderators")
MEDIAS = {"image": "wagtailimages", "document": "wagtaildocs"}


class DroitInconnuError(LookupError):
    """A `droits.py` names a permission that no model declares."""


def declarations() -> list[ModuleType]:
    """Return the `droits` module of each room that has one."""
    return [
        import_module(f"{app.name}.droits")
        for app in apps.get_app_configs()
        if module_has_submodule(app.module, "droits")
    ]


def synchroniser_groupes() -> Iterator[str]:
    """Give each of our groups exactly what is declared; yield what changed, in French sentences.

    What is not declared is taken away from our groups. Other groups are left alone, save the two Wagtail brings, while
    nobody is in them. Raises `DroitInconnuError`. To be run in a transaction.
    """
    connus = {_nom(permission): permission for permission in Permission.objects.select_related("content_type")}

    yield from _retirer_les_groupes_de_wagtail()

    for nom in droits.GROUPES:
        groupe, cree = Group.objects.get_or_create(name=nom)
        if cree:
            yield _("Groupe « %(nom)s » créé.") % {"nom": nom}
        yield from _accorder(groupe, _droits_declares(nom, connus))
        yield from _accorder_sur(
            GroupPagePermission.objects.filter(group=groupe),
            {"page": Page.get_first_root_node()},
            [connus[f"wagtailcore.{action}_page"] for action in droits.PAGES[nom]],
            groupe,
        )
        yield from _accorder_sur(
            GroupCollectionPermission.objects.filter(group=groupe),
            {"collection": Collection.get_first_root_node()},
            [
                *(connus[f"{app}.{action}_{media}"] for action in droits.MEDIAS[nom] for media, app in MEDIAS.items()),
                *(connus[f"wagtailcore.{action}_collection"] for action in droits.COLLECTIONS[nom]),
            ],
            groupe,
        )


def _nom(permission: Permission) -> str:
    """The name a permission is declared under: "app.codename"."""
    return f"{permission.content_type.app_label}.{permission.codename}"


def _droits_declares(groupe: str, connus: dict[str, Permission]) -> list[Permission]:
    """Return the permissions all rooms declare for this group, those that do not name it give none.

    Raises `DroitInconnuError`.
    """
    noms = {nom for module in declarations() for nom in module.DROITS.get(groupe, ())}
    if inconnus := noms - connus.keys():
        raise DroitInconnuError(
            _("Droits déclarés pour « %(groupe)s » mais inconnus : %(droits)s.")
            % {"groupe": groupe, "droits": ", ".join(sorted(inconnus))}
        )
    return [connus[nom] for nom in noms]


def _accorder(groupe: Group, voulus: list[Permission]) -> Iterator[str]:
    """Set what the group may do on whole models."""
    actuels = set(groupe.permissions.select_related("content_type"))
    groupe.permissions.set(voulus)
    yield from _ecarts(groupe, actuels, set(voulus))


def _accorder_sur(accordes: Any, racine: dict[str, Any], voulus: list[Permission], groupe: Group) -> Iterator[str]:
    """Set what the group may do from this root down, and nothing on any page or collection in particular."""
    declares = Q(permission__in=voulus, **racine)
    actuels = {accorde.permission for accorde in accordes.select_related("permission__content_type")}
    accordes.exclude(declares).delete()
    deja = set(accordes.values_list("permission_id", flat=True))
    for permission in voulus:
        if permission.pk not in deja:
            accordes.create(group=groupe, permission=permission, **racine)
    yield from _ecarts(groupe, actuels, set(voulus))


def _ecarts(groupe: Group, actuels: set[Permission], voulus: set[Permission]) -> Iterator[str]:
    """Say what was given and what was taken away."""
    for nom in sorted(_nom(permission) for permission in voulus - actuels):
        yield _("%(groupe)s : droit %(droit)s accordé.") % {"groupe": groupe.name, "droit": nom}
    for nom in sorted(_nom(permission) for permission in actuels - voulus):
        yield _("%(groupe)s : droit %(droit)s retiré.") % {"groupe": groupe.name, "droit": nom}


def _retirer_les_groupes_de_wagtail() -> Iterator[str]:
    """Delete the groups Wagtail's migrations create: rights over every page that nobody here declared."""
    for groupe in Group.objects.filter(name__in=GROUPES_DE_WAGTAIL).order_by("name"):
        if groupe.user_set.exists():
            yield _("Groupe « %(nom)s » conservé : des comptes en sont membres. Changez-les de groupe.") % {
                "nom": groupe.name
            }
            continue
        groupe.delete()
        yield _("Groupe « %(nom)s » de Wagtail supprimé : personne n’en était membre.") % {"nom": groupe.name}
