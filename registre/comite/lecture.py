"""A session read whole: who sits and who is there, its points with what they are about, who has an interest, decisions.

The same number of queries for two points and two hundred.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registre.comite import quorum
from registre.comite.conflits import Interets, conflits_du_point, interets
from registre.comite.models import (
    DecisionDeSeance,
    MembreDuComite,
    OrigineDuConflit,
    PointALOrdreDuJour,
    Presence,
    RegleDeQuorum,
    Reunion,
)
from registre.comite.quorum import Quorum
from registre.comite.tenue import reunion_de
from registre.dossier.models import Version
from registre.models import Candidature, Label, SeanceComite


@dataclass(frozen=True)
class ConflitLu:
    """A member in conflict on a point, and how it is known."""

    membre: MembreDuComite
    origine: OrigineDuConflit


@dataclass(frozen=True)
class PointDeSeance:
    """A point with what it is about: its candidature or its label as they stand, the last version filed."""

    point: PointALOrdreDuJour
    candidature: Candidature | None
    label: Label | None
    version: Version | None
    conflits: tuple[ConflitLu, ...]
    quorum: Quorum

    @property
    def decision(self) -> DecisionDeSeance | None:
        """What was decided, None while nothing was."""
        return getattr(self.point, "decision", None)

    def concerne(self, membre: MembreDuComite | None) -> bool:
        """Whether this member is in conflict on it."""
        return membre is not None and any(conflit.membre == membre for conflit in self.conflits)


@dataclass(frozen=True)
class SeanceLue:
    """A session as its page and its minutes say it."""

    seance: SeanceComite
    reunion: Reunion
    regle: Any
    membres: tuple[MembreDuComite, ...] = ()
    presents: frozenset[int] = frozenset()
    points: tuple[PointDeSeance, ...] = ()
    par_compte: Mapping[int, MembreDuComite] = field(default_factory=dict)

    @property
    def regle_en_mots(self) -> str:
        """The quorum rule of that day, in words."""
        return quorum.en_mots(self.regle)

    @property
    def quorum(self) -> Quorum:
        """The count of the session, conflicts aside."""
        return Quorum(len(self.presents), quorum.requis(self.regle, len(self.membres)))

    @property
    def a_decider(self) -> list[PointDeSeance]:
        """The points that wait for a decision."""
        return [lu for lu in self.points if lu.decision is None and lu.point.se_decide]

    def siege_de(self, user: Any) -> MembreDuComite | None:
        """The seat of this account on that day."""
        return self.par_compte.get(user.pk)


def lire_seance(seance: SeanceComite) -> SeanceLue:
    """Return a session as it stands. Ten queries, whatever it holds."""
    membres = _membres(seance)
    presents = frozenset(Presence.objects.filter(seance=seance).order_by("pk").values_list("membre_id", flat=True))
    regle: Any = quorum.regle_du(list(RegleDeQuorum.objects.order_by("depuis")), seance.le)
    points = list(
        PointALOrdreDuJour.objects.filter(seance=seance)
        .select_related("cooperative", "decision__par")
        .prefetch_related("conflits")
        .order_by("ordre", "pk")
    )
    trouves = interets(membres, (point.cooperative_id for point in points))
    par_pk = {membre.pk: membre for membre in membres}
    objets = _objets(points)
    lus = (lire_point(point, par_pk, presents, regle, trouves, objets) for point in points)

    return SeanceLue(
        seance=seance,
        reunion=reunion_de(seance),
        regle=regle,
        membres=tuple(membres),
        presents=presents,
        points=tuple(lus),
        par_compte={membre.user_id: membre for membre in membres if membre.user_id is not None},
    )


@dataclass(frozen=True)
class Objets:
    """What points are about, by what names it."""

    candidatures: Mapping[tuple[int, int], Candidature] = field(default_factory=dict)
    labels: Mapping[str, Label] = field(default_factory=dict)
    versions: Mapping[tuple[int, int], Version] = field(default_factory=dict)


def lire_point(  # noqa: PLR0913, PLR0917 - what the session read once for all its points
    point: PointALOrdreDuJour,
    membres: Mapping[int, MembreDuComite],
    presents: frozenset[int],
    regle: Any,
    trouves: Interets,
    objets: Objets,
) -> PointDeSeance:
    """Return a point with who may not decide of it, and its own quorum."""
    origines = {pk: origine for pk, origine in conflits_du_point(point, trouves).items() if pk in membres}
    if decision := getattr(point, "decision", None):
        compte = Quorum(decision.presents, decision.requis)
    else:
        en_fonction = len(membres.keys() - origines.keys())
        compte = Quorum(len(presents - origines.keys()), quorum.requis(regle, en_fonction))

    cle = (point.cooperative_id or 0, point.rang or 0)
    return PointDeSeance(
        point=point,
        candidature=objets.candidatures.get(cle),
        label=objets.labels.get(point.numero),
        version=objets.versions.get(cle),
        conflits=tuple(ConflitLu(membres[pk], origines[pk]) for pk in membres if pk in origines),
        quorum=compte,
    )


def _membres(seance: SeanceComite) -> list[MembreDuComite]:
    """Those in office that day, by name."""
    lus = MembreDuComite.objects.en_fonction(seance.le).select_related("user", "cooperative")
    return sorted(lus, key=lambda membre: (str(membre).casefold(), membre.pk))


def _objets(points: Iterable[PointALOrdreDuJour]) -> Objets:
    """Read what points are about. Three queries."""
    lus = list(points)
    coops = {point.cooperative_id for point in lus if point.rang is not None}
    candidatures = Candidature.tous.filter(cooperative__in=coops).select_related("referentiel").order_by("pk")
    versions = Version.objects.filter(cooperative__in=coops, dossier__rang__isnull=False).defer("contenu")
    numeros = {point.numero for point in lus if point.numero}
    labels = Label.objects.filter(numero__in=numeros).order_by("pk")

    return Objets(
        candidatures={(c.cooperative_id, c.rang): c for c in candidatures},
        labels={label.numero: label for label in labels},
        versions={
            (v.cooperative_id, v.dossier.rang or 0): v for v in versions.select_related("dossier").order_by("numero")
        },
    )
