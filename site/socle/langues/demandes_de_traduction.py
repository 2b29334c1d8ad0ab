"""What asking for a translation writes, and what it leaves alone.

wagtail-localize writes again, from its memory alone, every snippet that a page cites and every page under it: one whose
English was public goes offline, English typed by hand becomes French again. It also reads a draft as it was first
saved. Here what is already translated is left as it is, and what was never public is read as it was last saved.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail.permissions import policy_registry
from wagtail_localize import operations
from wagtail_localize.models import TranslationSource


class CreateurDeTraductions(operations.TranslationCreator):
    """Translates what is not translated yet."""

    target_locales: Any

    def create_translations(self, instance: Any, include_related_objects: bool = True) -> None:
        """Ask for the translations this page or snippet lacks, and for those of the snippets it cites.

        Raises `PermissionDenied` when the one asked for has no drafts and is not theirs to change; cited, it waits.
        """
        if not _peut_naitre(instance, self.user):
            if include_related_objects:
                raise PermissionDenied
            return

        demandees = self.target_locales
        manquantes = [locale for locale in demandees if not _est_traduit(instance, locale)]
        if not manquantes:
            return

        lire_la_source(instance)
        self.target_locales = manquantes

        try:
            super().create_translations(instance, include_related_objects=include_related_objects)
        finally:
            self.target_locales = demandees


def _peut_naitre(instance: Any, compte: Any) -> bool:
    """Whether this account may have the translation written: a draft for all, a row public at once for who may change.

    A command has no account, and may.
    """
    if compte is None or isinstance(instance, Page | DraftStateMixin):
        return True
    politique = policy_registry.get_by_type(type(instance))
    return bool(politique.user_has_permission_for_instance(compte, "change", instance))


def _est_traduit(instance: Any, locale: Locale) -> bool:
    """Tell whether it has a text of its own in this language; a mirror of the French is none."""
    versions = instance.get_translations(inclusive=True).filter(locale=locale)
    return bool((versions.filter(alias_of=None) if isinstance(instance, Page) else versions).exists())


def lire_la_source(instance: Any) -> TranslationSource:
    """Have wagtail-localize read what is to be translated: the public text, or the last draft of what never was."""
    precise = instance.specific if isinstance(instance, Page) else instance
    if isinstance(precise, DraftStateMixin) and not precise.live and precise.latest_revision_id:
        precise = precise.get_latest_revision_as_object()
    source, _created = TranslationSource.update_or_create_from_instance(precise)
    return source


operations.TranslationCreator = CreateurDeTraductions  # what every door of wagtail-localize makes one of
