"""Naming the field when a value is already taken.

The database refuses duplicates by constraints that include the language, which no form shows: Django then cannot say
which field is wrong, and a form would end in an error page.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models
from wagtail.models import Locale


def fautes_de_doublon(objet: Any, messages: Mapping[str, Any], **portee: Any) -> dict[str, Any]:
    """Return the message of each field whose value another row of the same scope and language already has."""
    locale = objet.locale if objet.locale_id else Locale.get_default()
    modele: type[models.Model] = type(objet)
    autres = modele._default_manager.filter(locale=locale, **portee).exclude(pk=objet.pk)
    return {champ: message for champ, message in messages.items() if autres.filter(**{champ: getattr(objet, champ)})}
