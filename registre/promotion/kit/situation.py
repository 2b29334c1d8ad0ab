"""What a coop may show on a day: its label, its engagement, or neither. Read from the register each time."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from registre.etats import Statut, StatutDeLabel
from registre.lecture.label_du_jour import LabelDuJour, label_du_jour
from registre.models import Cooperative, IdentiteDeCooperative, Label, PeriodeDeStatut


class Cas(StrEnum):
    """Which kit a coop has: that of its label, that of its engagement, one closed with its label, none."""

    LABEL = "label"
    ENGAGEE = "engagee"
    FERME = "ferme"
    RIEN = "rien"


@dataclass(frozen=True)
class SituationDuKit:
    """A coop on the day `au` (Paris), and the kit it has. `lu` is its label, or the one that closed the kit.

    `engagee_le` is the day the candidature of a coop `ENGAGEE` became admissible, `ancien` the label it had before.
    """

    cooperative: Cooperative
    identite: IdentiteDeCooperative
    au: datetime.date
    cas: Cas
    lu: LabelDuJour | None
    engagee_le: datetime.date | None = None
    ancien: LabelDuJour | None = None

    @property
    def nom(self) -> str:
        """The name the coop goes by on that day."""
        return str(self.identite)

    @property
    def demonstration(self) -> bool:
        """Whether the coop is fictional: every piece of its kit says so."""
        return self.cooperative.demonstration

    @property
    def ouvert(self) -> bool:
        """Whether there is a kit to take."""
        return self.cas in (Cas.LABEL, Cas.ENGAGEE)


def situation_de(cooperative: Cooperative, au: datetime.date) -> SituationDuKit:
    """Return what this coop may show on `au`. Raises `LookupError` for a coop without an identity."""
    periodes = PeriodeDeStatut.objects.filter(cooperative=cooperative, du__lte=au, jusqu_au__gte=au)
    periode = periodes.select_related("label").first()
    lu = _label(cooperative, periode, au)

    identite = lu.identite if lu else _identite(cooperative, au)
    if periode and periode.statut == Statut.ENGAGEE:
        return SituationDuKit(cooperative, identite, au, Cas.ENGAGEE, None, periode.admissible_le, lu)
    if lu is None:
        return SituationDuKit(cooperative, identite, au, Cas.RIEN, None)

    return SituationDuKit(cooperative, identite, au, Cas.LABEL if lu.en_vigueur else Cas.FERME, lu)


def situation_du_label(lu: LabelDuJour) -> SituationDuKit:
    """Return the same of one label, whatever other its coop has: its kit is open while it is in force."""
    cas = Cas.LABEL if lu.etat == StatutDeLabel.LABELLISEE else Cas.FERME
    return SituationDuKit(lu.label.cooperative, lu.identite, lu.au, cas, lu)


def _label(cooperative: Cooperative, periode: PeriodeDeStatut | None, au: datetime.date) -> LabelDuJour | None:
    """The label of the day; else the last one that was given, annulled ones included: it may still be shown."""
    label = periode.label if periode else None
    if label is None:
        label = Label.tous.filter(cooperative=cooperative, octroye_le__lte=au).order_by("-octroye_le", "-rang").first()
    return label_du_jour(label.numero, au) if label else None


def _identite(cooperative: Cooperative, au: datetime.date) -> IdentiteDeCooperative:
    identites = IdentiteDeCooperative.objects.filter(cooperative=cooperative)
    identite = identites.filter(du__lte=au).order_by("-du").first() or identites.order_by("du").first()
    if identite is None:
        raise LookupError(f"{cooperative} has no identity: rebuild the projection.")
    return identite
