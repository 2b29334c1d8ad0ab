"""What this room does when the register is written."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.dispatch import receiver

from registre.ecriture.signaux import journal_ecrit
from registre.journal.acte import Acte
from registre.models import Evenement
from registre.preuve.journal_public.ajout import ajouter_au_journal_public


@receiver(journal_ecrit)
def tenir_le_journal_public(
    evenements: Sequence[Evenement], actes: Mapping[int, Sequence[Acte]], **_kwargs: Any
) -> None:
    """Add the leaves of what was just recorded, in the same transaction."""
    ajouter_au_journal_public(evenements, actes)
