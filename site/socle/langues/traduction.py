"""Translating a page or a snippet from code, the way an editor would in wagtail-localize's own editor.

The strings go into its translation memory, so an editor finds them there and goes on from them.
"""

import copy
from collections import defaultdict
from typing import Any

from django.db import models, transaction
from wagtail.models import DraftStateMixin, Locale
from wagtail_localize.models import String, StringTranslation, Translation, TranslationContext, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.strings import StringValue


class TraductionDecaleeError(ValueError):
    """The translated text has not the shape of its source, so its pieces cannot be matched."""


@transaction.atomic
def traduire(instance: models.Model, langue: str, textes: dict[str, Any], *, publier: bool = True) -> Any:
    """Create or update the translation of `instance` into `langue`, and return it.

    `textes` gives field names and their value in that language, in the form the field stores: a string, HTML for rich
    text, the JSON of a StreamField with the block ids of its source. Fields left out keep the translation they have,
    or stay in the language of the source. A string already translated is never replaced: it may be an editor's.
    Raises `TraductionDecaleeError` when a text has more or fewer pieces (paragraphs, items, blocks) than its source.
    """
    locale = Locale.objects.get(language_code=langue)
    source, _created = TranslationSource.update_or_create_from_instance(instance)

    Translation.objects.get_or_create(source=source, target_locale=locale)

    for chemin, original, traduction in apparier(source.as_instance(), textes):
        StringTranslation.objects.get_or_create(
            translation_of=String.from_value(source.locale, original),
            locale=locale,
            context=TranslationContext.objects.get(object_id=source.object_id, path=chemin),
            defaults={"data": traduction.data, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
        )

    return _enregistrer(source, locale, publier=publier)


def apparier(instance: models.Model, textes: dict[str, Any]) -> list[tuple[str, StringValue, StringValue]]:
    """Return path, source string and translated string of every piece of text of the fields in `textes`."""
    traduite = copy.copy(instance)
    # Child rows live in a dict that a shallow copy would share with its source.
    vars(traduite)["_cluster_related_objects"] = dict(vars(instance).get("_cluster_related_objects") or {})

    for champ, valeur in textes.items():
        setattr(traduite, champ, valeur)

    originaux, traductions = _chaines(instance, textes), _chaines(traduite, textes)
    paires = []
    for chemin in sorted(originaux.keys() | traductions.keys()):
        if len(originaux[chemin]) != len(traductions[chemin]):
            raise TraductionDecaleeError(
                f"{instance}, {chemin}: {len(originaux[chemin])} pieces of text, {len(traductions[chemin])} translated."
            )
        paires += [(chemin, *paire) for paire in zip(originaux[chemin], traductions[chemin], strict=True)]
    return paires


def _chaines(instance: models.Model, textes: dict[str, Any]) -> dict[str, list[StringValue]]:
    """Return the strings of these fields by path, in reading order."""
    chaines: dict[str, list[StringValue]] = defaultdict(list)
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue) and segment.path.split(".", 1)[0] in textes:
            chaines[segment.path].append(segment.string)
    return chaines


def _enregistrer(source: TranslationSource, locale: Locale, *, publier: bool) -> Any:
    """Write the translation; publish it here and now, where wagtail-localize waits for the commit."""
    avec_brouillon = issubclass(source.specific_content_type.model_class(), DraftStateMixin)
    traduite, _created = source.create_or_update_translation(locale, publish=not avec_brouillon, fallback=True)
    if avec_brouillon and publier:
        traduite.get_latest_revision().publish()
        traduite.refresh_from_db()
    return traduite
