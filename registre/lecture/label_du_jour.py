"""A label on a day, as known now: what a badge, a card, a certificate or a credential shows of it.

Read from the register each time it is asked: nothing that shows a label keeps a state of its own.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch
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
    octroyes = Prefetch("engagements_octroyes", EngagementOctroye.objects.order_by("numero"))
    lus = Label.tous.select_related("cooperative").prefetch_related("suspensions", octroyes)
    ligne = lus.filter(numero=numero).first()
    if ligne is None:
        return None

    etat = ANNULE if ligne.annule_le else str(statut_de_label(ligne.faits, au))
    identites = IdentiteDeCooperative.objects.filter(cooperative=ligne.cooperative_id)
    identite = identites.filter(du__lte=au).order_by("-du").first() or identites.order_by("du").first()
    if identite is None:
        raise LookupError(f"{ligne.cooperative} has no identity: rebuild the projection.")

    return LabelDuJour(ligne, identite, au, etat)
