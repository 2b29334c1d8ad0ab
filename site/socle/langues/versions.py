"""What happens to a French text happens to its translations: taken offline, restricted, moved, deleted.

Whichever door it goes through (a button, a list, the end date, a command): the signals know no doors. Nothing here
follows a translation back to its source. What a translation shares with its source stands in
`faits_communs`.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import DraftStateMixin, Page, PageViewRestriction, TranslatableMixin
from wagtail.signals import post_page_move, unpublished

from socle.models import ContenuTraduit


def est_source(objet: Any) -> bool:
    """Tell whether this page or snippet is the French one, which the others translate."""
    return isinstance(objet, TranslatableMixin) and objet.locale.language_code == settings.LANGUAGE_CODE


def publiques(objets: Iterable[Any]) -> list[Any]:
    """Return what goes offline with these pages and snippets: the public translations of those that are sources.

    Two queries for each.
    """
    sources = [objet for objet in objets if isinstance(objet, DraftStateMixin) and est_source(objet)]
    en_ligne = [source.get_translations().filter(live=True).select_related("locale") for source in sources]
    return [traduction for traductions in en_ligne for traduction in traductions.order_by("pk")]


def retirer(instance: Any, **_signal: Any) -> None:
    """Take the translations of a text offline with it; expired, when it is. Deleted, it leaves them as drafts."""
    for traduction in publiques([instance]):
        traduction.unpublish(set_expired=instance.expired)


def restreindre(instance: PageViewRestriction, *, origin: Any = None, **_signal: Any) -> None:
    """Give the translations of a page its own rules of who may read it, made, changed or dropped."""
    emportee = origin is not None and getattr(origin, "model", type(origin)) is not PageViewRestriction
    if not emportee:  # by the deletion of the page, which its translations follow
        _recopier_les_regles(instance.page)


def restreindre_a_des_groupes(instance: Any, *, action: str, **_signal: Any) -> None:
    """The same when the groups of a rule change, which the form saves after the rule itself."""
    if action.startswith("post_") and isinstance(instance, PageViewRestriction):
        _recopier_les_regles(instance.page)


@transaction.atomic
def _recopier_les_regles(page: Page) -> None:
    if not est_source(page):
        return
    regles = list(page.view_restrictions.order_by("pk"))
    for traduction in page.get_translations().order_by("pk"):
        traduction.view_restrictions.all().delete()
        for regle in regles:
            copie = traduction.view_restrictions.create(
                restriction_type=regle.restriction_type, password=regle.password
            )
            copie.groups.set(regle.groups.all())


def deplacer(instance: Page, *, parent_page_before: Page, parent_page_after: Page, **_signal: Any) -> None:
    """Move the translations of a page under that of its new parent; withdraw them if it has none and is restricted."""
    if not est_source(instance) or parent_page_before.pk == parent_page_after.pk:
        return
    reservee = instance.get_view_restrictions().exists()
    for traduction in instance.get_translations().order_by("pk"):
        parente = parent_page_after.get_translation_or_none(traduction.locale)
        if parente and Page._slug_is_available(traduction.slug, parente, traduction):
            traduction.move(parente, pos="last-child")
        elif reservee and traduction.live and not traduction.get_view_restrictions().exists():
            traduction.unpublish()


unpublished.connect(retirer, dispatch_uid="socle.langues.versions")
post_page_move.connect(deplacer, dispatch_uid="socle.langues.versions")
for signal in (post_save, post_delete):
    signal.connect(restreindre, sender=PageViewRestriction, dispatch_uid="socle.langues.versions")
m2m_changed.connect(
    restreindre_a_des_groupes, sender=PageViewRestriction.groups.through, dispatch_uid="socle.langues.versions"
)
for modele in (Page, *(m for m in apps.get_models() if issubclass(m, ContenuTraduit))):
    post_delete.connect(retirer, sender=modele, dispatch_uid=f"socle.langues.versions {modele._meta.label}")
