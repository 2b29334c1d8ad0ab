"""What a page knows of a coop's journal on the day whose knowledge is asked, and what was put right or told since."""

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from registre.cycle import situation
from registre.etats import Operation
from registre.journal.acte import Acte
from registre.journal.charges import Absorption, AbsorptionSubie
from registre.journal.connu import actes, fin_du_jour
from registre.journal.histoire import Histoire
from registre.journal.rejeu import rejouer
from registre.models import Candidature
from registre.public.connaissance.faits_ecrits import faits_ecrits
from registre.public.connaissance.faits_lus import FaitsLus
from registre.public.connaissance.faits_rejoues import faits_rejoues
from registre.public.connaissance.traces import Etape, Traces, consignee_apres_coup, etape_de, jour_de_l_acte, publique


@dataclass(frozen=True)
class Rapprochement:
    """An absorption, as either coop's page tells it: when, who the other is, the numbers the label had and took."""

    le: datetime.date
    nom: str
    siren: str
    numero: str
    nouveau_numero: str


@dataclass(frozen=True)
class Connaissance:
    """A coop's journal: the events recorded by the end of `connu_le` (all of them for None), and those since."""

    cooperative_id: int
    connu_le: datetime.date | None
    actes: Sequence[Acte]
    depuis: Sequence[Acte] = ()

    @cached_property
    def histoire(self) -> Histoire:
        """What the events known come to."""
        return rejouer(self.actes)

    @cached_property
    def traces(self) -> Traces:
        """What was put right by then."""
        return Traces(self.actes)

    def faits(self, au: datetime.date, candidature: Candidature | None = None) -> FaitsLus:
        """Return the facts to show on `au`: of what is known now, the rows; of what was known, the journal replayed.

        `candidature` is the one whose engagements and deadlines the page shows.
        """
        if self.connu_le is None:
            return faits_ecrits(self.cooperative_id, au, candidature)
        return faits_rejoues(self.histoire, au, candidature.rang if candidature else None)

    def absorbee(self, au: datetime.date) -> Rapprochement | None:
        """Return by whom the coop was absorbed by `au`, None when it was not."""
        for acte in self._absorptions(Operation.ETRE_ABSORBEE, au):
            if isinstance(lue := acte.charge, AbsorptionSubie):
                return Rapprochement(acte.prend_effet_le, lue.nom, lue.siren, lue.numero, lue.nouveau_numero)
        return None

    def absorbees(self, au: datetime.date) -> list[Rapprochement]:
        """Return whom the coop absorbed by `au`."""
        return [
            Rapprochement(
                acte.prend_effet_le, lue.nom, lue.siren, lue.ancien_numero, lue.octroi.numero if lue.octroi else ""
            )
            for acte in self._absorptions(Operation.ABSORBER, au)
            if isinstance(lue := acte.charge, Absorption)
        ]

    def _absorptions(self, operation: Operation, au: datetime.date) -> Iterator[Acte]:
        return (a for a in self.traces.en_vigueur if a.operation == operation and a.prend_effet_le <= au)

    def ecarts(self, au: datetime.date, dossiers: Collection[int]) -> list[Etape]:
        """Return the public events up to `au` that were put right or recorded since `connu_le`, with day and reason.

        `dossiers` are the candidatures that show, then or now, by the rank of their filing.
        """
        tous = Traces([*self.actes, *self.depuis])
        connus = len(self.actes)
        courants = {acte.rang: acte for acte in tous.en_vigueur}
        vises = {
            r.acte.rang: courants.get(r.acte.rang, r.acte)
            for r in tous.redressements
            if r.par.rang > connus >= r.acte.rang and (_concerne(r.avant, au) or _concerne(r.apres, au))
        }
        neufs = {rang: acte for rang, acte in courants.items() if rang > connus and _concerne(acte, au)}

        etapes = []
        for rang, acte in sorted((vises | neufs).items()):
            traces = tous.du_rang(rang)[len(self.traces.du_rang(rang)) :]
            if rang in neufs:
                traces = (consignee_apres_coup(acte), *traces)
            if traces and publique(acte, dossiers):
                etapes.append(etape_de(acte, traces))

        return etapes

    def montres(self, au: datetime.date) -> set[int]:
        """Return the candidatures that a page shows or showed on `au`, by the rank of their filing."""
        dossiers: set[int] = set()
        for connus in (self.actes, [*self.actes, *self.depuis]):
            histoire = rejouer(connus)
            dossiers |= {label.dossier for label in histoire.labels if label.octroye_le <= au}
            candidature = situation(histoire.faits, au).candidature
            dossiers |= {d.rang for d in histoire.dossiers if candidature and d.cycle == candidature.cycle}
        return dossiers


def _concerne(acte: Acte | None, au: datetime.date) -> bool:
    """Whether an event counts on a day; the first one of a coop says who it always was."""
    return acte is not None and (acte.operation == Operation.INSCRIRE or jour_de_l_acte(acte) <= au)


def connaissance_de(cooperative_id: int, connu_le: datetime.date | None) -> Connaissance | None:
    """Return what is known of a coop on a day, None when it was not on the register by then. One query."""
    return connaissance_lue(cooperative_id, actes([cooperative_id]).get(cooperative_id, []), connu_le)


def connaissance_lue(cooperative_id: int, tous: Sequence[Acte], connu_le: datetime.date | None) -> Connaissance | None:
    """Return what is known of a coop on a day, from all its events; None when it was not on the register by then."""
    fin = fin_du_jour(connu_le) if connu_le is not None else None
    connus = [acte for acte in tous if fin is None or acte.enregistre_le < fin]
    if fin is not None and not connus:
        return None
    return Connaissance(cooperative_id, connu_le, connus, tous[len(connus) :])
