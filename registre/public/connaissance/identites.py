"""Who a coop was on a day, what it was called before, and whether it was a member: from its dated identity."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from registre.models import IdentiteDeCooperative
from registre.territoires import REGIONS, region_de


@dataclass(frozen=True)
class Ancienne:
    """What a coop was called, or where it stood, until a day included."""

    valeur: str
    jusqu_au: datetime.date


@dataclass(frozen=True)
class AdhesionLue:
    """Membership on a day. Bounds are included, None where unknown or open; `quittee_le` is the first day it was none.

    Neither a member nor gone: it was not one yet.
    """

    membre: bool
    depuis: datetime.date | None = None
    jusqu_au: datetime.date | None = None
    quittee_le: datetime.date | None = None


@dataclass(frozen=True)
class IdentiteLue:
    """Who a coop was on a day, and before: former names, SIREN, forms and seats, latest first."""

    du_jour: IdentiteDeCooperative
    noms: tuple[Ancienne, ...]
    sirens: tuple[Ancienne, ...]
    formes: tuple[Ancienne, ...]
    sieges: tuple[Ancienne, ...]
    adhesion: AdhesionLue

    def __str__(self) -> str:
        return str(self.du_jour)

    @property
    def region(self) -> str:
        """The name of its region."""
        return REGIONS[region_de(self.du_jour.code_departement)]

    @property
    def siren(self) -> str:
        """Its SIREN of the day, as it is read aloud."""
        return en_groupes(self.du_jour.siren)


def en_groupes(siren: str) -> str:
    """Return a SIREN in groups of three figures."""
    return f"{siren[:3]} {siren[3:6]} {siren[6:]}"


def identite_lue(identites: Iterable[IdentiteDeCooperative], au: datetime.date) -> IdentiteLue:
    """Return who a coop was on `au`, from all its identities known, in order of days; each may come several times."""
    periodes = list({identite.pk: identite for identite in identites}.values())
    rang = next(rang for rang, periode in enumerate(periodes) if periode.du <= au <= periode.jusqu_au)
    jusque_la = periodes[: rang + 1]

    return IdentiteLue(
        du_jour=periodes[rang],
        noms=_anciennes([(_noms(p), p.jusqu_au) for p in jusque_la]),
        sirens=_anciennes([(en_groupes(p.siren), p.jusqu_au) for p in jusque_la]),
        formes=_anciennes([(str(p.get_forme_juridique_display()), p.jusqu_au) for p in jusque_la]),
        sieges=_anciennes([(f"{p.commune} ({p.departement})", p.jusqu_au) for p in jusque_la]),
        adhesion=_adhesion(periodes, rang),
    )


def _noms(identite: IdentiteDeCooperative) -> str:
    usuel = identite.nom_usuel
    return f"{identite.nom} (« {usuel} »)" if usuel and usuel != identite.nom else identite.nom


def _anciennes(valeurs: Sequence[tuple[str, datetime.date]]) -> tuple[Ancienne, ...]:
    """The values that gave way to another, each until its last day, latest first."""
    quittees = [
        Ancienne(valeur, jusqu_au) for (valeur, jusqu_au), (suivante, _fin) in pairwise(valeurs) if valeur != suivante
    ]
    return tuple(reversed(quittees))


def _adhesion(periodes: Sequence[IdentiteDeCooperative], rang: int) -> AdhesionLue:
    """The run of days on which the coop is, or is not, a member, around the period of this rank."""
    debut, fin = rang, rang
    while debut > 0 and periodes[debut - 1].membre == periodes[rang].membre:
        debut -= 1

    while fin + 1 < len(periodes) and periodes[fin + 1].membre == periodes[rang].membre:
        fin += 1
    du = periodes[debut].du if periodes[debut].du > datetime.date.min else None
    if not periodes[rang].membre:
        return AdhesionLue(membre=False, quittee_le=du)

    jusqu_au = periodes[fin].jusqu_au if periodes[fin].jusqu_au < datetime.date.max else None
    return AdhesionLue(membre=True, depuis=du, jusqu_au=jusqu_au)


def porteuse_du_siren(siren: str, connu_le: datetime.date | None) -> int | None:
    """Return the key of the coop that bears or bore a SIREN, None for nobody.

    A number recorded by mistake leads to it only as long as it was known (`connu_le`): it may be another company's.
    """
    for le in dict.fromkeys((None, connu_le)):
        connues = IdentiteDeCooperative.toutes.connues(le).filter(siren=siren).order_by("-du")
        if (lue := connues.values_list("cooperative", flat=True).first()) is not None:
            return lue
    return None
