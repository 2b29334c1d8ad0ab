"""The lock of an edition: once it serves, what candidatures are judged by stays, and a new edition is the way.

Who uses an edition is known in the rooms above: each says so here, by a function. No model is read here.
"""

import uuid
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Tells whether something points at the edition of this translation key, in any language.
Usage = Callable[[uuid.UUID], bool]

CHAMP = _("Cette édition sert déjà à des candidatures : ceci n’y change plus. Créez une nouvelle édition.")
AJOUT = _("Cette édition sert déjà à des candidatures : rien ne s’y ajoute. Créez une nouvelle édition.")
SUPPRESSION = _("Cette édition sert déjà à des candidatures : rien ne s’y supprime. Créez une nouvelle édition.")
AVIS = _(
    "Cette édition sert déjà à des candidatures : ses règles, ses dates, ses axes, ses engagements et leurs intitulés "
    "ne changent plus, et rien ne s’y ajoute ni ne s’y supprime. Les autres textes et les traductions restent "
    "modifiables. Pour changer le reste, créez une nouvelle édition."
)

_usages: list[Usage] = []


class EditionVerrouillee(ValidationError):
    """A write that would change an edition in use. The messages are French and say what to do."""


def declarer_usage(usage: Usage) -> None:
    """Ask this function too whether an edition is used."""
    if usage not in _usages:
        _usages.append(usage)


def une_sert(editions: Iterable[uuid.UUID]) -> bool:
    """Tell whether one of these editions, each by its translation key, is used."""
    return any(usage(edition) for edition in set(editions) for usage in _usages)
