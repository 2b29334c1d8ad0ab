"""A label on a day, as known now: what a badge, a card, a certificate or a credential shows of it.

Read from the register each time it is asked: nothing that shows a label keeps a state of its own.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from registre.cycle import statut_de_label
from registre.etats import StatutDeLabel
from registre.lecture.phrases_de_label import phrase_de_label
from registre.models import EngagementOctroye, IdentiteDeCooperative, Label
from socle.templatetags.typographie import en_toutes_lettres

ANNULE = "annule"


@dataclass(frozen=True)
class LabelDuJour:
    """A granted number on the day `au` (Paris): its row, its bearer's identity of that day, and its state.

    `etat` is one of `StatutDeLabel`, or `ANNULE` for a number given by mistake, which is no label. The row has its
    suspensions and the engagements as granted, in their order.
    """

    label: Label
    identite: IdentiteDeCooperative
    au: datetime.date
    etat: str

    @property
    def numero(self) -> str:
        """The number of the label, `QC-AAAA-NNNN`: permanent, never given twice."""
        return self.label.numero

    @property
    def nom(self) -> str:
        """The name the coop goes by on that day."""
        return str(self.identite)

    @property
    def en_vigueur(self) -> bool:
        """Whether it is a label that holds on that day: neither ended, suspended, to come nor annulled."""
        return self.etat == StatutDeLabel.LABELLISEE

    @property
    def demonstration(self) -> bool:
        """Whether its coop is fictional: whatever shows this label says so."""
        return self.label.cooperative.demonstration

    @property
    def engagements(self) -> list[EngagementOctroye]:
        """The engagements as granted, in the order of their numbers."""
        return list(self.label.engagements_octroyes.all())

    @property
    def phrase(self) -> str:
        """The state in words and with its date, plain text: "En vigueur jusqu’au 14 mars 2028"."""
        if self.label.annule_le:
            return _("Numéro annulé le %(jour)s") % {"jour": en_toutes_lettres(self.label.annule_le)}
        return strip_tags(phrase_de_label(self.label, self.au))


def label_du_jour(numero: str, au: datetime.date) -> LabelDuJour | None:
    """Return the label of this number on `au`, in four queries; None when nobody ever had the number."""
    lus = _lire(_labels().filter(numero=numero), au)
    return lus[0] if lus else None


def labels_du_jour(cles: Iterable[int], au: datetime.date) -> dict[int, LabelDuJour]:
    """Return these labels, known by their primary keys, on `au`: in four queries, however many they are."""
    return {lu.label.pk: lu for lu in _lire(_labels().filter(pk__in=list(cles)), au)}


def _labels() -> "QuerySet[Label]":
    octroyes = Prefetch("engagements_octroyes", EngagementOctroye.objects.order_by("numero"))
    lus: QuerySet[Label] = Label.tous.select_related("cooperative").prefetch_related("suspensions", octroyes)
    return lus


def _lire(labels: "QuerySet[Label]", au: datetime.date) -> list[LabelDuJour]:
    lignes = list(labels.order_by("pk"))
    identites = _identites({ligne.cooperative_id for ligne in lignes}, au)
    return [LabelDuJour(ligne, identites[ligne.cooperative_id], au, _etat(ligne, au)) for ligne in lignes]


def _etat(ligne: Label, au: datetime.date) -> str:
    return ANNULE if ligne.annule_le else str(statut_de_label(ligne.faits, au))


def _identites(cooperatives: set[int], au: datetime.date) -> dict[int, IdentiteDeCooperative]:
    """Who each of these coops was on the day: its last identity by then, else its first."""
    trouvees: dict[int, IdentiteDeCooperative] = {}
    for identite in IdentiteDeCooperative.objects.filter(cooperative__in=cooperatives).order_by("du"):
        if identite.cooperative_id not in trouvees or identite.du <= au:
            trouvees[identite.cooperative_id] = identite

    if sans := cooperatives - set(trouvees):
        raise LookupError(f"Coops {sans} have no identity: rebuild the projection.")
    return trouvees
