"""What the cycle before came to: the label that a renewal follows, its engagements, its indicators. PURE."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from registre.journal.charges import IndicateurDepose
from registre.journal.histoire import Dossier, LabelOctroye, ReleveTenu
from registre.lecture.resultats import atteinte


@dataclass(frozen=True)
class ResultatDIndicateur:
    """An indicator of the cycle before: where it started, where it aimed, the last value read, None for none.

    `cle` is what the next cycle names it by: the label, the engagement, its place in it.
    """

    cle: str
    nom: str
    unite: str
    sens: str
    depart: Decimal | None = None
    depart_le: datetime.date | None = None
    cible: Decimal | None = None
    cible_le: datetime.date | None = None
    dernier: Decimal | None = None
    dernier_le: datetime.date | None = None
    preuve: str = ""

    @property
    def atteinte(self) -> bool | None:
        """Whether its last value came to its target; None while it has no value or no target."""
        return atteinte(self.sens, self.dernier, self.cible)


@dataclass(frozen=True)
class ResultatsDEngagement:
    """An engagement as it was granted, and what its indicators came to."""

    cle: str
    numero: int
    intitule: str
    indicateurs: tuple[ResultatDIndicateur, ...] = ()


@dataclass(frozen=True)
class CyclePrecedent:
    """The label that a renewal follows, both its days included, and what came of its engagements."""

    numero: str
    valide_du: datetime.date
    valide_jusqu_au: datetime.date
    engagements: tuple[ResultatsDEngagement, ...] = ()

    def indicateurs_de(self, engagement: str) -> tuple[ResultatDIndicateur, ...]:
        """Return the indicators that this engagement had, by its stable key."""
        return next((e.indicateurs for e in self.engagements if e.cle == engagement), ())

    def indicateur(self, cle: str) -> ResultatDIndicateur | None:
        """Return the indicator of this key, None for no such one."""
        return next((i for e in self.engagements for i in e.indicateurs if i.cle == cle), None)


def cycle_precedent(label: LabelOctroye, dossier: Dossier) -> CyclePrecedent:
    """Return what came of a label; `dossier` is the candidature behind it, with the points held."""
    derniers = dict(_derniers_releves(dossier))
    deposes = {engagement.cle: engagement for engagement in dossier.depot.engagements}

    engagements = []
    for fige in label.engagements:
        indicateurs = deposes[fige.cle].indicateurs if fige.cle in deposes else ()
        resultats = tuple(
            _resultat(f"{label.numero}/{fige.cle}/{place}", indicateur, derniers.get((fige.cle, place)))
            for place, indicateur in enumerate(indicateurs)
        )
        engagements.append(ResultatsDEngagement(fige.cle, fige.numero, fige.intitule, resultats))

    return CyclePrecedent(label.numero, label.valide_du, label.valide_jusqu_au, tuple(engagements))


def precedent_de_json(donnees: Mapping[str, Any] | None) -> CyclePrecedent | None:
    """Return the cycle before that a version kept; None for a first candidature, or one filed before this was kept."""
    if donnees is None:
        return None
    engagements = tuple(
        ResultatsDEngagement(**e | {"indicateurs": tuple(_relu(i) for i in e["indicateurs"])})
        for e in donnees["engagements"]
    )
    jours = {nom: datetime.date.fromisoformat(donnees[nom]) for nom in ("valide_du", "valide_jusqu_au")}
    return CyclePrecedent(donnees["numero"], **jours, engagements=engagements)


def _derniers_releves(dossier: Dossier) -> Iterator[tuple[tuple[str, int], tuple[datetime.date, ReleveTenu]]]:
    """Yield every value read with its day, the latest last, under its engagement and place."""
    for point in sorted(dossier.points, key=lambda p: p.tenu_le):
        for releve in point.releves:
            yield (releve.engagement, releve.indicateur), (point.tenu_le, releve)


def _resultat(cle: str, depose: IndicateurDepose, lu: tuple[datetime.date, ReleveTenu] | None) -> ResultatDIndicateur:
    le, releve = lu or (None, None)
    return ResultatDIndicateur(
        cle=cle,
        nom=depose.nom,
        unite=depose.unite,
        sens=depose.sens,
        depart=depose.valeur_depart,
        depart_le=depose.depart_le,
        cible=depose.cible,
        cible_le=depose.cible_le,
        dernier=releve.valeur if releve else None,
        dernier_le=le,
        preuve=releve.preuve if releve else "",
    )


def _relu(donnees: dict[str, Any]) -> ResultatDIndicateur:
    valeurs = {nom: donnees[nom] and Decimal(donnees[nom]) for nom in ("depart", "cible", "dernier")}
    jours = {
        nom: donnees[nom] and datetime.date.fromisoformat(donnees[nom])
        for nom in ("depart_le", "cible_le", "dernier_le")
    }
    return ResultatDIndicateur(**donnees | valeurs | jours)
