"""What a journal told anew says of itself: what nobody can know now, and what was made from the rows.

The first go with the entry's facts, where anyone may read them one day; the others are its reason, for the Federation
alone: they may speak of a refusal.
"""

import datetime
from typing import Any

from django.utils import timezone

from registre.etats import Operation
from registre.migrations_donnees.faits import Fait

RECONSTITUE = "Reconstitué à la mise à jour du registre."


def ignorance(maintenant: datetime.datetime) -> str:
    """Return what is unknown of every coop entered before."""
    jour = f"{timezone.localdate(maintenant):%d/%m/%Y}"
    return (
        "Inscrite avant que le journal ne porte les faits : son identité et son adhésion sont celles connues le "
        f"{jour}, les règles de ses candidatures celles de leur édition ce jour-là."
    )


def retrait_ignore(numero: str, au_plus_tard: datetime.date) -> str:
    """Return that a withdrawal was decided on an unknown day: the former journal kept that of its effect."""
    return (
        f"Le jour où le retrait du label {numero} fut décidé n'est pas connu : au plus tard le {au_plus_tard:%d/%m/%Y}."
    )


def fin_ignoree(numero: str) -> str:
    """Return that the end of a label before a correction is lost: the former register computed it again."""
    return f"La fin du label {numero} avant que son octroi ne soit corrigé n'est pas connue."


def reconstitue(fait: Fait, pourquoi: str) -> str:
    """Return that an event was made from a row."""
    return f"{RECONSTITUE[:-1]} : {fait.operation.label} du {fait.le:%d/%m/%Y} ({pourquoi})."


def sans_fait(evenement: Any) -> str:
    """Return all that an event said that speaks of no row: nothing of the former journal is lost."""
    quoi, enregistre = Operation(evenement.operation).label, timezone.localtime(evenement.enregistre_le)
    return (
        f"Sans fait qui lui réponde : {quoi} du {evenement.prend_effet_le:%d/%m/%Y}, enregistré le "
        f"{enregistre:%d/%m/%Y à %H:%M}, motif « {evenement.motif} »."
    )
