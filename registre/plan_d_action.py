"""A plan as it is typed: one dated action a line, its day first. The same in the admin and in a coop's dossier."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from registre.composition import ActionProposee
from registre.journal.charges import ActionDeposee
from registre.models.cooperative import SANS_FORMULE
from socle.textes.jours import lire_jour


def lire_plan(texte: str) -> tuple[ActionProposee, ...]:
    """Return the actions typed, blank lines out. Raises `ValidationError` naming the line."""
    lignes = enumerate(texte.splitlines(), start=1)
    return tuple(_lire_action(rang, ligne) for rang, ligne in lignes if ligne.strip())


def _lire_action(rang: int, ligne: str) -> ActionProposee:
    jour, _espace, intitule = ligne.strip().partition(" ")
    try:
        prevue_le = lire_jour(jour)
    except ValueError as erreur:
        message = _("Ligne %(n)s : commencez par une date qui existe, comme 31/03/2027.")
        raise ValidationError(message, params={"n": rang}) from erreur

    intitule = intitule.strip(" :–-")
    if not intitule:
        raise ValidationError(_("Ligne %(n)s : dites quelle action, après sa date."), params={"n": rang})

    SANS_FORMULE(intitule)
    return ActionProposee(intitule[:250], prevue_le)


def plan_en_lignes(actions: Iterable[ActionDeposee | ActionProposee]) -> str:
    """Return a plan as its field holds it: one action a line, its day first."""
    return "\n".join(f"{action.prevue_le:%d/%m/%Y} {action.intitule}" for action in actions)
