"""The home page of a site stays where it is, in each language: without it no page of that language has an address.

Wagtail deletes a site with the page it begins at. Held by signals, whatever deletes or moves it: a button, a list, a
page above it, an API, a command.
"""

from typing import Any

from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site
from wagtail.signals import pre_page_move

GARDE = _(
    "C’est la page d’accueil du site, ou une page qui la porte : sans elle, aucune page n’a plus d’adresse. Rien n’a "
    "été supprimé ni déplacé."
)


def sites_emportes(collecteur: Collector, modele: type[Model]) -> set[Model]:
    """Return the sites that a deletion of rows of this model, already collected, would take with their home page."""
    return set() if modele is Site else set(collecteur.data.get(Site, ()))


def sites_sous(page: Page) -> set[Site]:
    """Return the sites whose home page, or a translation of it, is this page or stands under it. One query."""
    cles = page.get_descendants(inclusive=True).values("translation_key")
    return set(Site.objects.filter(root_page__translation_key__in=cles).order_by("pk"))


def garder_le_site(instance: Site, *, origin: Any = None, **_signal: Any) -> None:
    """Refuse that a site goes with its home page; deleted by itself, it goes. Raises `ProtectedError`."""
    if origin is not None and getattr(origin, "model", type(origin)) is not Site:
        raise ProtectedError(str(GARDE), {instance})


def garder_l_accueil(instance: Page, **_signal: Any) -> None:
    """Refuse to delete the home page of a site in another language: that language would have no address left.

    Raises `ProtectedError`.
    """
    sites = set(Site.objects.filter(root_page__translation_key=instance.translation_key).exclude(root_page=instance))
    if sites:
        raise ProtectedError(str(GARDE), sites)


def garder_la_place(instance: Page, *, parent_page_before: Page, parent_page_after: Page, **_signal: Any) -> None:
    """Refuse to move a home page, or what stands above one, under another page. Raises `ProtectedError`."""
    if parent_page_before.pk != parent_page_after.pk and (sites := sites_sous(instance)):
        raise ProtectedError(str(GARDE), sites)


pre_delete.connect(garder_le_site, sender=Site, dispatch_uid="socle.adresses.accueil_du_site")
pre_delete.connect(garder_l_accueil, sender=Page, dispatch_uid="socle.adresses.accueil_de_langue")
pre_page_move.connect(garder_la_place, dispatch_uid="socle.adresses.accueil_du_site")
