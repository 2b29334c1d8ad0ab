"""Which points a coop has to hold, which it may prepare today, and what it told of each."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from registre.calendrier.echeances import echeances
from registre.cycle import statut_de_label
from registre.delais import Echeance
from registre.etats import Etat, NaturePoint, StatutDeLabel
from registre.models import Candidature, Cooperative, Label
from registre.suivi.models import EtatDuPoint, PointDeCooperative

COURENT = frozenset({StatutDeLabel.A_VENIR, StatutDeLabel.LABELLISEE, StatutDeLabel.SUSPENDUE})


@dataclass(frozen=True)
class CandidatureSuivie:
    """A cycle: its candidature, the label it gave, whether that label still runs on the day it was read."""

    candidature: Candidature
    label: Label | None
    label_court: bool

    @property
    def en_cours(self) -> bool:
        """Whether something is still awaited of it."""
        return self.label_court or self.candidature.etat not in _FINIS


_FINIS = frozenset({Etat.LABELLISEE, Etat.REFUSEE, Etat.ABANDONNEE})


@dataclass(frozen=True)
class PointDuSuivi:
    """A point of a candidature: its deadline, what its coop told of it last, and whether it may tell it today."""

    candidature: Candidature
    echeance: Echeance
    dernier: PointDeCooperative | None
    ouvert: bool

    @property
    def envoye(self) -> bool:
        """Whether it waits for the Federation."""
        return self.echeance.attendue and self.dernier is not None and self.dernier.etat == EtatDuPoint.ENVOYE

    @property
    def renvoye(self) -> bool:
        """Whether the Federation sent it back."""
        return self.ouvert and self.dernier is not None and self.dernier.etat == EtatDuPoint.RENVOYE

    @property
    def commence(self) -> bool:
        """Whether a draft of it is kept."""
        return self.ouvert and self.dernier is not None and self.dernier.etat == EtatDuPoint.EN_PREPARATION

    @property
    def se_lit(self) -> bool:
        """Whether its page has something to show."""
        return self.ouvert or (self.dernier is not None and self.dernier.etat != EtatDuPoint.EN_PREPARATION)


def candidatures_suivies(cooperative: Cooperative, au: datetime.date) -> list[CandidatureSuivie]:
    """Return every cycle of a coop on `au`, the last first. Five queries, whatever their number."""
    labels = Label.objects.filter(cooperative=cooperative).prefetch_related("suspensions")
    lues = Candidature.objects.filter(cooperative=cooperative).select_related("cooperative").order_by("-cycle")
    lues = lues.prefetch_related("points", "dispenses", Prefetch("labels", queryset=labels, to_attr="siens"))
    return [_suivie(candidature, au) for candidature in lues]


def points_du_suivi(suivies: Iterable[CandidatureSuivie]) -> list[PointDuSuivi]:
    """Return the progress and mid-term points of these cycles, in order. One query."""
    suivies = list(suivies)
    derniers = derniers_points([suivie.candidature.pk for suivie in suivies])
    return [
        PointDuSuivi(
            suivie.candidature,
            due,
            derniers.get((suivie.candidature.pk, str(due.nature), due.mois)),
            _ouvert(suivie, due),
        )
        for suivie in suivies
        for due in echeances(suivie.candidature)
        if due.nature != NaturePoint.VISITE
    ]


def derniers_points(candidatures: Iterable[int]) -> dict[tuple[int, str, int], PointDeCooperative]:
    """Return what was told last of each point of these candidatures. One query."""
    lus = PointDeCooperative.objects.filter(candidature__in=list(candidatures)).order_by("pk")
    return {lu.cle: lu for lu in lus}


def points_recus(candidatures: Iterable[int]) -> dict[tuple[int, str, int], PointDeCooperative]:
    """Return the points of these candidatures that wait for the Federation. One query."""
    return {lu.cle: lu for lu in PointDeCooperative.objects.a_consigner().filter(candidature__in=list(candidatures))}


def point_a_consigner(candidature: Candidature) -> PointDeCooperative | None:
    """Return the first point of a candidature that its coop sent and that is not recorded. One query."""
    return PointDeCooperative.objects.a_consigner().filter(candidature=candidature).order_by("mois", "pk").first()


def _suivie(candidature: Candidature, au: datetime.date) -> CandidatureSuivie:
    label: Label | None = next(iter(candidature.siens), None)  # type: ignore[attr-defined] # prefetched
    court = label is not None and statut_de_label(label.faits, au) in COURENT
    return CandidatureSuivie(candidature, label, court)


def _ouvert(suivie: CandidatureSuivie, due: Echeance) -> bool:
    """Whether the coop may tell this point: awaited, of a candidature not judged yet or of a label that runs."""
    if not due.attendue:
        return False
    if due.nature == NaturePoint.MI_PARCOURS:
        return suivie.label_court
    return suivie.candidature.etat == Etat.ADMISSIBLE
