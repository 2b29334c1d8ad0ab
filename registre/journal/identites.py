"""Who a coop was, day by day: its names, its seat, its membership, as the journal dates them. No database, no clock."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from registre.cycle import UN_JOUR
from registre.journal.charges import Identite, Inscription

# Each dated, with the rank of its event; in the order of the journal.
Changements = tuple[tuple[datetime.date, int, dict[str, str]], ...]
Adhesions = tuple[tuple[datetime.date, int, bool], ...]


@dataclass(frozen=True)
class Absorbee:
    """By whom the coop was absorbed, and what became of its label."""

    le: datetime.date
    absorbante: int
    numero: str = ""
    nouveau_numero: str = ""


@dataclass(frozen=True)
class PeriodeDIdentite:
    """Who the coop is from `du` to `jusqu_au`, both included, and whether it is a member then."""

    du: datetime.date
    jusqu_au: datetime.date
    identite: Identite
    membre: bool


def periodes_d_identite(
    inscription: Inscription, changements: Changements, adhesions: Adhesions, absorbee: Absorbee | None
) -> tuple[PeriodeDIdentite, ...]:
    """Return who the coop was, cut into consecutive maximal periods: every day is in exactly one."""
    jours = {datetime.date.min, *(le for le, _rang, _champs in changements)}
    jours |= set(_bornes_d_adhesion(inscription, adhesions))
    if absorbee:
        jours.add(absorbee.le)

    trouvees: list[PeriodeDIdentite] = []
    debuts = sorted(jours)
    for du, suivant in zip(debuts, [*debuts[1:], None], strict=True):
        jusqu_au = suivant - UN_JOUR if suivant else datetime.date.max
        identite, membre = _identite(inscription, changements, du), _membre(inscription, adhesions, absorbee, du)
        if trouvees and (trouvees[-1].identite, trouvees[-1].membre) == (identite, membre):
            trouvees[-1] = replace(trouvees[-1], jusqu_au=jusqu_au)
        else:
            trouvees.append(PeriodeDIdentite(du, jusqu_au, identite, membre))

    return tuple(trouvees)


def _identite(inscription: Inscription, changements: Changements, au: datetime.date) -> Identite:
    champs: dict[str, str] = {}
    for le, _rang, changes in sorted(changements, key=lambda c: c[:2]):
        if le <= au:
            champs |= changes
    return inscription.identite.model_copy(update=champs)


def _bornes_d_adhesion(inscription: Inscription, adhesions: Adhesions) -> Iterator[datetime.date]:
    if inscription.membre_depuis:
        yield inscription.membre_depuis
    if inscription.membre_jusqu_au and inscription.membre_jusqu_au < datetime.date.max:
        yield inscription.membre_jusqu_au + UN_JOUR
    for le, _rang, membre in adhesions:
        yield le if membre else le + UN_JOUR


def _membre(inscription: Inscription, adhesions: Adhesions, absorbee: Absorbee | None, au: datetime.date) -> bool:
    """Whether it is a member on `au`; an unknown bound excludes nobody, an absorbed coop is none."""
    if absorbee and absorbee.le <= au:
        return False

    depuis, jusqu_au = inscription.membre_depuis, inscription.membre_jusqu_au
    membre = (depuis is None or depuis <= au) and (jusqu_au is None or au <= jusqu_au)

    for le, _rang, revient in sorted(adhesions, key=lambda a: a[:2]):
        if revient and le <= au:
            membre = True
        if not revient and le < au:
            membre = False
    return membre
