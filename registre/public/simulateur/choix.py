"""The choice that an address holds: `?engagements=cle&engagements=…`, by keys that no edition changes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.http import urlencode

PARAMETRE = "engagements"
INCONNUES_DITES = 5  # an address may hold thousands: the page names the first ones
LONGUEUR_D_UNE_CLE = 80


@dataclass(frozen=True)
class ChoixLu:
    """The keys of the edition that were asked for, in its order, and what else was: the first ones, how many in all."""

    cles: tuple[str, ...] = ()
    inconnues: tuple[str, ...] = ()
    autres_inconnues: int = 0

    @property
    def question(self) -> str:
        """The choice as an address carries it on, empty for none."""
        return f"?{urlencode([(PARAMETRE, cle) for cle in self.cles])}" if self.cles else ""


def lire_le_choix(demande: QueryDict, cles: Collection[str]) -> ChoixLu:
    """Read the choice of an address; `cles` are those of the edition, in order. Said once each, whatever was asked."""
    demandees = [valeur.strip() for valeur in demande.getlist(PARAMETRE)]
    inconnues = _sans_repetition(valeur for valeur in demandees if valeur and valeur not in cles)
    dites = tuple(_courte(valeur) for valeur in inconnues[:INCONNUES_DITES])

    return ChoixLu(tuple(cle for cle in cles if cle in set(demandees)), dites, len(inconnues) - len(dites))


def _sans_repetition(valeurs: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(valeurs))


def _courte(valeur: str) -> str:
    """A key as the page says it: no key is longer."""
    return valeur if len(valeur) <= LONGUEUR_D_UNE_CLE else f"{valeur[:LONGUEUR_D_UNE_CLE]}…"
