"""Searching the sheets: the one function through which the library asks for words."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.db.models import Q

from bonnes_pratiques.projection import publiques


@dataclass(frozen=True)
class Trouvailles:
    """What answers: the keys of sheets with their scores, the words to mark, what was corrected, in a sentence."""

    scores: dict[int, int] = field(default_factory=dict)
    mots: Collection[str] = ()
    message: str = ""


def fiches_trouvees(texte: str) -> Trouvailles:
    """Return the public sheets, of any language, whose words answer `texte`, best first."""
    condition = Q()
    for mot in texte.split():
        condition &= Q(title__icontains=mot) | Q(introduction__icontains=mot)
    trouvees = publiques().filter(condition).order_by("pk").values_list("pk", flat=True)
    return Trouvailles(dict.fromkeys(trouvees, 1))
