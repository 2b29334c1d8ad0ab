"""The coop that bears or bore a SIREN, on a day, as known on a day: its situation, and where a reader is to be led.

A SIREN that a coop left still answers, and so does that of a coop that another absorbed: neither is ever taken for the
one that followed.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from registre.etats import Statut
from registre.models import IdentiteDeCooperative, PeriodeDeStatut
from registre.public.connaissance.absorptions import absorptions
from registre.public.connaissance.jour import Jours

LIENS = ("cooperative", "identite", "label", "candidature")


@dataclass(frozen=True)
class Porteur:
    """A coop on a day. `periode` has its cooperative, identite, label and candidature.

    `siren_depuis` is the first day of its latest SIREN. `membre_jusqu_au`, included, is the last day of a membership
    that is over on the day asked; `absorbante` the coop that absorbed it by then, on the same day.
    """

    periode: PeriodeDeStatut
    siren_actuel: str
    siren_depuis: datetime.date
    membre_jusqu_au: datetime.date | None = None
    absorbee_le: datetime.date | None = None
    absorbante: "Porteur | None" = None

    @property
    def nom(self) -> str:
        """Its full name on the day."""
        return self.periode.identite.nom

    @property
    def numero(self) -> str:
        """The number of its latest label begun by the day, empty without a public status."""
        return self.periode.label.numero if self.periode.statut and self.periode.label else ""

    @property
    def engagee_de_nouveau(self) -> bool:
        """Whether it is engaged again, after the withdrawal of the label that `numero` names."""
        return self.periode.statut == Statut.ENGAGEE and bool(self.numero)

    @property
    def demonstration(self) -> bool:
        """Whether it, or the one that absorbed it, does not exist."""
        fictive: bool = self.periode.cooperative.demonstration
        return fictive or bool(self.absorbante and self.absorbante.demonstration)


def porteurs_par_siren(sirens: Collection[str], jours: Jours) -> dict[str, Porteur]:
    """Return, for each of these SIREN, the coop that bears it or has borne it. The same queries for one or a thousand.

    A SIREN is never given twice (`registre.operations.identite`), so there is one coop at most.
    """
    portes = IdentiteDeCooperative.toutes.connues(jours.connu_le).filter(siren__in=sirens)
    a_qui = dict(portes.order_by().values_list("siren", "cooperative_id"))
    par_coop = {porteur.periode.cooperative_id: porteur for porteur in porteurs(a_qui.values(), jours)}
    return {siren: par_coop[cooperative] for siren, cooperative in a_qui.items()}


def porteurs(cooperatives: Iterable[int], jours: Jours) -> list[Porteur]:
    """Return these coops on the day, in order of name; one not yet entered by `connu_le` is left out."""
    lues = PeriodeDeStatut.toutes.connues(jours.connu_le).au(jours.au).filter(cooperative__in=set(cooperatives))
    return porteurs_de(lues.select_related(*LIENS).order_by("tri", "pk"), jours)


def porteurs_de(periodes: Iterable[PeriodeDeStatut], jours: Jours) -> list[Porteur]:
    """Return the coops of these periods (of the day, with `LIENS`), in their order.

    Two queries, and four more for those that were absorbed; as many again if the one that absorbed them was in turn.
    """
    lues = list(periodes)
    identites = _identites([periode.cooperative_id for periode in lues], jours)
    parties = [periode.cooperative_id for periode in lues if not periode.statut and not periode.membre]
    subies = {pk: subie for pk, subie in absorptions(parties, jours.connu_le).items() if subie.le <= jours.au}
    en_face = porteurs({subie.absorbante for subie in subies.values()}, jours) if subies else []
    par_coop = {porteur.periode.cooperative_id: porteur for porteur in en_face}

    trouves = []
    for periode in lues:
        siennes, subie = identites[periode.cooperative_id], subies.get(periode.cooperative_id)
        actuel = siennes[-1].siren
        trouves.append(
            Porteur(
                periode,
                siren_actuel=actuel,
                siren_depuis=_depuis(siennes),
                membre_jusqu_au=_depart(siennes, jours.au) if not periode.membre else None,
                absorbee_le=subie.le if subie else None,
                absorbante=par_coop[subie.absorbante] if subie else None,
            )
        )

    return trouves


def _identites(cooperatives: list[int], jours: Jours) -> dict[int, list[IdentiteDeCooperative]]:
    """Everything these coops were, in order of days. One query."""
    lues = IdentiteDeCooperative.toutes.connues(jours.connu_le).filter(cooperative__in=cooperatives).order_by("du")
    par_coop: dict[int, list[IdentiteDeCooperative]] = {}
    for identite in lues:
        par_coop.setdefault(identite.cooperative_id, []).append(identite)
    return par_coop


def _depuis(identites: list[IdentiteDeCooperative]) -> datetime.date:
    """The first day of the latest SIREN, borne without a break."""
    depuis = identites[-1].du
    for identite in reversed(identites):
        if identite.siren != identites[-1].siren:
            break
        depuis = identite.du
    return depuis


def _depart(identites: list[IdentiteDeCooperative], au: datetime.date) -> datetime.date | None:
    """The last day of the latest membership over by `au`, None when there was none."""
    return max((i.jusqu_au for i in identites if i.membre and i.jusqu_au < au), default=None)
