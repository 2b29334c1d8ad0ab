"""Translations of what has no drafts: kept at once in French words, and shown once each of them is translated."""

from django.db.models import Exists, OuterRef, Q
from wagtail_localize.models import StringSegment, StringTranslation


def inachevee() -> Q:
    """A row of a translatable model whose translation is under way: a sentence of its source has none in its language.

    One subquery. A row that nobody asked wagtail-localize for, as every source, is never under way.
    """
    traduite = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=OuterRef(OuterRef("locale"))
    )
    demandees = StringSegment.objects.filter(
        source__object_id=OuterRef("translation_key"),
        source__translations__target_locale=OuterRef("locale"),
        source__translations__enabled=True,
    )

    return Q(Exists(demandees.filter(~Exists(traduite)).order_by()))
