"""Telling a coop's journal anew: what the former one held, in its order, with the facts that it lacked.

The rows win: a decision that no event told is given one, an event that the rows contradict is corrected by another.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from registre import cycle
from registre.etats import DEPOTS, OCTROIS, Operation
from registre.journal.charges import Charge, Correction, Retouche, ecrire_charge
from registre.migrations_donnees.anciennes import Ancienne
from registre.migrations_donnees.charges import MOTIF_DE_REPRISE, Periode, charge_de, inscription
from registre.migrations_donnees.faits import DEPOT, LEVER, OCTROI, SUSPENDRE, Cle, cles_des_evenements, faits_de
from registre.migrations_donnees.phrases import (
    RECONSTITUE,
    fin_ignoree,
    ignorance,
    reconstitue,
    retrait_ignore,
    sans_fait,
)

JAMAIS = float("inf")


@dataclass
class Ecrit:
    """An event to write. `place` orders the whole journal; `corrige` is a rank, the other keys are of rows."""

    rang: int
    operation: Operation
    decide_le: datetime.date
    prend_effet_le: datetime.date
    enregistre_le: datetime.datetime
    charge: Charge
    place: tuple[float, int, int, int]
    motif: str = ""
    candidature: int | None = None
    label: int | None = None
    par: int | None = None
    de: str = ""
    vers: str = ""
    corrige: int | None = None


@dataclass
class Recit:
    """A coop's journal being told. `entree` is the moment by which it was surely on the register, and its place.

    `rangs` are those of the facts told. `reconstitues` names what no event told, `inconnus` what nobody can know now.
    """

    ancienne: Ancienne
    entree: tuple[float, datetime.datetime]
    maintenant: datetime.datetime
    ecrits: list[Ecrit] = field(default_factory=list)
    rangs: dict[Cle, int] = field(default_factory=dict)
    reconstitues: list[str] = field(default_factory=list)
    inconnus: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.faits = faits_de(self.ancienne)
        self.cles = cles_des_evenements(self.ancienne)
        self.evenements = {cle: e for e in reversed(self.ancienne.evenements) for cle in [self.cles.get(e.pk)] if cle}
        self.jours: dict[Cle, list[datetime.date]] = defaultdict(list)
        for evenement in self.ancienne.evenements:
            if cle := self.cles.get(evenement.pk):
                self.jours[cle].append(evenement.prend_effet_le)

    def raconter(self) -> "Recit":
        """Tell everything, the entry first."""
        place, moment = self.entree
        jour = timezone.localdate(moment)
        vide = inscription(self.ancienne.cooperative, "")

        self.ecrits.append(Ecrit(1, Operation.INSCRIRE, jour, jour, moment, vide, (place, 0, self.pk, 1)))

        for evenement in self.ancienne.evenements:
            cle = self.cles.get(evenement.pk)
            if cle is None:
                self.reconstitues.append(sans_fait(evenement))
            elif evenement.operation == Operation.CORRIGER:
                self._corriger(cle, evenement)
            elif cle not in self.rangs:
                self._dire(cle, evenement, evenement)

        for cle in self.faits:
            if cle not in self.rangs:
                self._dire(cle, self.evenements.get(cle), None)
        self._accorder_aux_lignes()
        self.ecrits[0].charge = inscription(
            self.ancienne.cooperative, " ".join([ignorance(self.maintenant), *self.inconnus])
        )
        self.ecrits[0].motif = "\n".join(self.reconstitues)
        return self

    @property
    def pk(self) -> int:
        """The key of the coop."""
        pk: int = self.ancienne.cooperative.pk
        return pk

    def _dire(self, cle: Cle, evenement: Any, voisin: Any) -> None:
        """Tell a fact, after those it follows from: by its event, or by one made from the row, beside `voisin`."""
        fait = self.faits[cle]
        for avant in fait.apres:
            if avant not in self.rangs:
                self._dire(avant, self.evenements.get(avant), voisin)

        if evenement is None:
            self.reconstitues.append(reconstitue(fait, "aucun événement ne le disait"))

        rang = self.rangs[cle] = len(self.ecrits) + 1
        source = evenement if evenement is not None else voisin
        moment = source.enregistre_le if source is not None else self.maintenant
        le = self._premier_jour(cle)
        ecrit = Ecrit(
            rang=rang,
            operation=fait.operation,
            decide_le=min(le, timezone.localdate(moment)),
            prend_effet_le=le,
            enregistre_le=moment,
            charge=self._charge(cle, le),
            place=(source.pk if source is not None else JAMAIS, 1, self.pk, rang),
            motif=evenement.motif if evenement is not None else fait.motif or RECONSTITUE,
            candidature=fait.candidature.pk,
            label=fait.label.pk if fait.label is not None else None,
            par=evenement.par_id if evenement is not None else None,
        )
        ecrit.de, ecrit.vers = (evenement.de, evenement.vers) if evenement is not None else self._etats(cle)

        if fait.operation in OCTROIS:
            ecrit.prend_effet_le = ecrit.charge.valide_du  # type: ignore[attr-defined]

        self._ajouter(ecrit)
        self._noter_ce_qu_on_ignore(cle, ecrit)

    def _ajouter(self, ecrit: Ecrit) -> None:
        """Add an event, never recorded nor placed before the one it follows, whatever a clock once said."""
        avant = self.ecrits[-1]
        ecrit.enregistre_le = max(ecrit.enregistre_le, avant.enregistre_le)
        ecrit.place = (max(ecrit.place[0], avant.place[0]), *ecrit.place[1:])
        self.ecrits.append(ecrit)

    def _premier_jour(self, cle: Cle) -> datetime.date:
        """The day that was first recorded; the row's when no event says."""
        jours = self.jours.get(cle)
        return jours[0] if jours else self.faits[cle].le

    def _charge(self, cle: Cle, le: datetime.date) -> Charge:
        """What the event of a fact carried when its day was `le`."""
        fait, dossier = self.faits[cle], self._dossier(cle)
        if fait.operation in OCTROIS:
            return self._periode(cle).octroi(dossier, le) if len(self.jours[cle]) > 1 else self._actuel(cle)
        seul = fait.operation == Operation.SUSPENDRE and self._renouvellement_accorde(fait.label)
        return charge_de(self.ancienne, fait, dossier, seul=seul)

    def _dossier(self, cle: Cle) -> int:
        """The rank of the filing that a fact is about."""
        return self.rangs[DEPOT, self.faits[cle].candidature.pk]

    def _actuel(self, cle: Cle) -> Charge:
        return self._periode(cle).octroi_actuel(self._dossier(cle))

    def _periode(self, cle: Cle) -> Periode:
        fait, evenement = self.faits[cle], self.evenements.get(cle)
        reprise = evenement is not None and evenement.motif == MOTIF_DE_REPRISE
        rang = self.rangs[cle]
        non_dit = any(
            self.rangs.get((SUSPENDRE, s.pk), rang) < rang <= self.rangs.get((LEVER, s.pk), rang)
            for s in self.ancienne.suspensions[fait.candidature.renouvelle_id]
        )
        return Periode(self.ancienne, fait, reprise, non_dit)

    def _renouvellement_accorde(self, label: Any) -> bool:
        """Whether a renewal of this label was told already."""
        return any(
            autre.candidature_id == c.pk and (OCTROI, autre.pk) in self.rangs
            for autre in self.ancienne.labels
            for c in self.ancienne.candidatures
            if c.renouvelle_id == label.pk
        )

    def _etats(self, cle: Cle) -> tuple[str, str]:
        """The states that a decision made from the row leaves and reaches."""
        fait = self.faits[cle]
        if fait.operation in DEPOTS:
            return "", "deposee"
        transition = cycle.PAR_OPERATION.get(fait.operation)
        if transition is None:
            return "", ""
        vers = [e.vers for e in self.ecrits if e.candidature == fait.candidature.pk and e.vers]
        return (vers[-1] if vers else ""), transition.vers.value

    def _corriger(self, cle: Cle, evenement: Any) -> None:
        """Tell a correction of before: its day, and the facts as they stood after it."""
        dernier = [e.pk for e in self.ancienne.evenements if self.cles.get(e.pk) == cle][-1] == evenement.pk
        le = evenement.prend_effet_le
        charge = None
        if self.faits[cle].operation in OCTROIS:
            periode = self._periode(cle)
            charge = self._actuel(cle) if dernier else periode.octroi(self._dossier(cle), le)
        self._retoucher(cle, le, charge, None, evenement)

    def _retoucher(
        self, cle: Cle, le: datetime.date, charge: Charge | None, motif: str | None, evenement: Any = None
    ) -> None:
        """Add a correction of the event of a fact, recorded as `evenement` was, or now."""
        vise = self.ecrits[self.rangs[cle] - 1]
        moment = evenement.enregistre_le if evenement is not None else self.maintenant
        effet = charge.valide_du if charge is not None else le  # type: ignore[attr-defined]
        retouche = Retouche(
            rang=vise.rang,
            decide_le=min(le, timezone.localdate(moment)),
            prend_effet_le=effet,
            motif=motif,
            charge=ecrire_charge(charge) if charge is not None else None,
        )
        rang = len(self.ecrits) + 1

        self._ajouter(
            Ecrit(
                rang=rang,
                operation=Operation.CORRIGER,
                decide_le=timezone.localdate(moment),
                prend_effet_le=effet,
                enregistre_le=moment,
                charge=Correction(retouches=(retouche,)),
                place=(evenement.pk if evenement is not None else JAMAIS, 1, self.pk, rang),
                motif=evenement.motif if evenement is not None else RECONSTITUE,
                candidature=vise.candidature,
                label=vise.label,
                par=evenement.par_id if evenement is not None else None,
                corrige=vise.rang,
            )
        )

    def _accorder_aux_lignes(self) -> None:
        """Correct what the rows contradict: the last day told, or the reason published."""
        for cle, fait in self.faits.items():
            ecrit, jours = self.ecrits[self.rangs[cle] - 1], self.jours.get(cle) or [fait.le]
            autre_motif = fait.motif if fait.motif not in {None, ecrit.motif} else None
            if jours[-1] == fait.le and autre_motif is None:
                continue
            charge = self._actuel(cle) if fait.operation in OCTROIS else None
            self._retoucher(cle, fait.le, charge, autre_motif)
            self.reconstitues.append(reconstitue(fait, "le journal disait autre chose"))

    def _noter_ce_qu_on_ignore(self, cle: Cle, ecrit: Ecrit) -> None:
        """Say what the former journal did not keep, and what a correction has lost."""
        label = self.faits[cle].label
        if ecrit.operation == Operation.RETIRER and ecrit.decide_le < ecrit.prend_effet_le:
            self.inconnus.append(retrait_ignore(label.numero, ecrit.decide_le))
        if ecrit.operation in OCTROIS and len(self.jours[cle]) > 1:
            periode = self._periode(cle)
            if periode.debut_mobile and not periode.fin_mobile:
                self.inconnus.append(fin_ignoree(label.numero))
