"""A coop's journal within a lot: what was recorded, what is being recorded, the history it comes to."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from registre import coherence
from registre.ecriture.commun import Commun, Neuf
from registre.ecriture.moment import jour_de, maintenant
from registre.ecriture.refus import OperationRefusee
from registre.etats import DU_COMITE, SUR_UN_EVENEMENT, Operation
from registre.indicateurs_publics import indicateurs_publics
from registre.journal.acte import Acte, HistoireImpossible
from registre.journal.application import appliquer
from registre.journal.charges import Annulation, Charge, Correction, EngagementDepose, Octroi
from registre.journal.histoire import Dossier, Histoire
from registre.journal.rejeu import rejouer
from registre.models import Cooperative, SeanceComite
from socle.models import User


class Journaux(Commun):
    """What a journal knows of its lot: what is shared, and the other journals."""

    def flux(self, cooperative_id: int) -> "Flux":
        """Return a coop's journal. The lot says how: it has them all."""
        raise NotImplementedError


@dataclass
class Flux:
    """One coop's events, read once, and what they come to. `etapes` is what was known at the end of each new day."""

    lot: Journaux
    cooperative: Cooperative
    actes: list[Acte]
    histoire: Histoire = field(default_factory=Histoire)
    fautes: frozenset[str] = frozenset()
    etapes: dict[datetime.date, Histoire] = field(default_factory=dict)
    a_projeter: bool = False
    choix_lus: dict[int, tuple[EngagementDepose, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.actes:
            self.histoire = rejouer(self.actes)
            self.fautes = frozenset(coherence.fautes(self.histoire))
            self.choix_lus = {d.rang: d.depot.engagements for d in self._dossiers}

    @property
    def _dossiers(self) -> tuple[Dossier, ...]:
        """Every candidature that has a row."""
        return *self.histoire.dossiers_annules, *self.histoire.dossiers

    @property
    def rechoisis(self) -> list[Dossier]:
        """The candidatures whose rows may not say what they chose: their filing was corrected, or all is made anew."""
        deja = [d for d in self._dossiers if d.rang in self.choix_lus]
        return deja if self.a_projeter else [d for d in deja if d.depot.engagements != self.choix_lus[d.rang]]

    @property
    def mesures_changees(self) -> bool:
        """Whether what the public reads of a filing was corrected: the figures of a candidature that shows."""
        return any(
            d.admissible_le is not None
            and indicateurs_publics(d.depot.engagements) != indicateurs_publics(self.choix_lus[d.rang])
            for d in self.rechoisis
        )

    @property
    def touche(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.etapes) or self.a_projeter

    @property
    def dernier_jour(self) -> list[datetime.date]:
        """The day on which its last event was recorded; nothing when it has none."""
        return [jour_de(acte.enregistre_le) for acte in self.actes[-1:]]

    def consigner(  # noqa: PLR0913 - one keyword per thing an event says
        self,
        operation: Operation,
        charge: Charge,
        *,
        par: User | None,
        le: datetime.date,
        motif: str = "",
        prend_effet_le: datetime.date | None = None,
    ) -> Acte:
        """Think an event through, and keep it for writing. Raises `OperationRefusee` naming all that would break."""
        seance = self.lot.seance(le) if operation in DU_COMITE else None
        acte = Acte(
            rang=len(self.actes) + 1,
            operation=operation,
            decide_le=le,
            prend_effet_le=prend_effet_le or le,
            charge=charge,
            enregistre_le=self._moment(),
            motif=motif,
            seance=seance.le if seance else None,
        )
        histoire, fautes = self._apres(acte)

        neuf = self._neuf(acte, histoire, par, seance)
        self.actes.append(acte)
        self.histoire, self.fautes = histoire, fautes
        self.etapes[jour_de(acte.enregistre_le)] = histoire
        self.lot.neufs.append(neuf)
        return acte

    def _apres(self, acte: Acte) -> tuple[Histoire, frozenset[str]]:
        """What the journal would come to. Only what this event breaks is held against it."""
        try:
            if acte.operation in SUR_UN_EVENEMENT:
                histoire = rejouer([*self.actes, acte])
            else:
                histoire = appliquer(self.histoire, acte)
        except HistoireImpossible as impossible:
            raise OperationRefusee(*impossible.fautes) from impossible

        fautes = coherence.fautes(histoire)
        if nouvelles := [faute for faute in dict.fromkeys(fautes) if faute not in self.fautes]:
            raise OperationRefusee(*nouvelles)

        return histoire, frozenset(fautes)

    def _moment(self) -> datetime.datetime:
        """Now, and never before what the coop's journal already holds."""
        moment = maintenant()
        return max(moment, self.actes[-1].enregistre_le) if self.actes else moment

    def _neuf(self, acte: Acte, histoire: Histoire, par: User | None, seance: SeanceComite | None) -> Neuf:
        """What the row of the event says beside its charge."""
        rang, numero = self.sujet(acte)
        avant = self.histoire.dossier(rang) if rang is not None else None
        apres = histoire.dossier(rang) if rang is not None else None
        de, vers = avant.etat.value if avant else "", apres.etat.value if apres else ""
        if de == vers or acte.operation in SUR_UN_EVENEMENT:
            de, vers = "", ""
        return Neuf(self.cooperative, acte, par, de, vers, rang, numero, seance)

    def sujet(self, acte: Acte) -> tuple[int | None, str]:
        """Return the rank of the filing, and the number of the label, that an event is about."""
        acte = self.au_fond(acte)
        charge = acte.charge
        numero = getattr(charge, "numero", "")
        dossier = getattr(charge, "dossier", None)

        if acte.operation in {Operation.DEPOSER, Operation.DEPOSER_RENOUVELLEMENT}:
            dossier = acte.rang
        if acte.operation == Operation.ABSORBER:
            octroi = getattr(charge, "octroi", None)
            return (acte.rang, octroi.numero) if isinstance(octroi, Octroi) else (None, "")

        if numero and not isinstance(dossier, int):
            dossier = next((lu.dossier for lu in self.histoire.labels if lu.numero == numero), None)
        return (dossier if isinstance(dossier, int) else None), numero

    def au_fond(self, acte: Acte) -> Acte:
        """Return the event that this one speaks of in the end: itself, save for a correction or an annulment."""
        while isinstance(acte.charge, Correction | Annulation):
            charge = acte.charge
            rang = charge.retouches[0].rang if isinstance(charge, Correction) else charge.rang
            acte = self.actes[rang - 1]
        return acte

    @contextmanager
    def essai(self) -> Iterator[None]:
        """Undo what was recorded within when it is refused: a lot may go on without it."""
        garde = (list(self.actes), self.histoire, self.fautes, dict(self.etapes))
        neufs, numeros = len(self.lot.neufs), len(self.lot.numeros.prises)
        try:
            yield
        except OperationRefusee:
            self.actes, self.histoire, self.fautes, self.etapes = garde
            del self.lot.neufs[neufs:]
            self.lot.numeros.rendre(numeros)
            raise
