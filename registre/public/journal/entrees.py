"""The entries of the public log as its page lists them: each leaf in words."""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from registre.etats import Operation
from registre.preuve.models import FeuilleDuJournal


@dataclass(frozen=True)
class EntreeLue:
    """A leaf: its place, what was decided and when, about which labels, which leaves it puts right."""

    indice: int
    texte: str
    decide_le: datetime.date
    enregistre_le: datetime.date
    numeros: tuple[str, ...]
    corrige: tuple[int, ...]
    demonstration: bool


def entrees_lues(feuilles: Iterable[FeuilleDuJournal]) -> list[EntreeLue]:
    """Return these leaves as a page shows them. No query beside that which reads them."""
    return [_lue(feuille) for feuille in feuilles]


def _lue(feuille: FeuilleDuJournal) -> EntreeLue:
    dite: dict[str, Any] = json.loads(feuille.contenu)
    corrections = dite.get("corrections", [])
    decisions = [dite, *(correction["decision"] or {} for correction in corrections)]
    numeros = {decision["numero"] for decision in decisions if decision.get("numero")}

    return EntreeLue(
        indice=feuille.indice,
        texte=str(Operation(dite["operation"]).label),
        decide_le=datetime.date.fromisoformat(dite["decide_le"]),
        enregistre_le=datetime.date.fromisoformat(dite["enregistre_le"]),
        numeros=tuple(sorted(numeros)),
        corrige=tuple(c["feuille"] for c in corrections if c["feuille"] is not None),
        demonstration=dite["demonstration"],
    )
