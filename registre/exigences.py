"""What a grant needs: the points and the visit that the rules ask for, held by then or waived (docs/decisions/0043).

Pure. Asked by the verbs that grant, and by the page that offers them; neither a replay nor an import is held to it.
"""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from registre.calendrier.echeances import echeances_du_dossier
from registre.delais import Echeance
from registre.etats import Etat, NaturePoint
from registre.journal.histoire import Dossier, Histoire


@dataclass(frozen=True)
class Exigence:
    """Something a grant waits for: the deadline, the candidature it is of (the rank of its filing), and `numero`, the
    label renewed when it is that one's mid-term point."""

    echeance: Echeance
    dossier: int
    numero: str = ""

    @property
    def nom(self) -> str:
        """What is asked for, in words, with its article."""
        mots = {
            NaturePoint.POINT_ETAPE: _("le point d’étape à %(mois)s mois"),
            NaturePoint.VISITE: _("la visite"),
            NaturePoint.MI_PARCOURS: _("le point à mi-parcours du label %(numero)s"),
        }[self.echeance.nature]
        return mots % {"mois": self.echeance.mois, "numero": self.numero}


def exigences(histoire: Histoire, dossier: Dossier, le: datetime.date) -> list[Exigence]:
    """Return what a grant decided on `le` needs of this candidature, met or not, in the order of the rules.

    A first label: each progress point and the visit, due already or not. A renewal: the mid-term point of the label
    it follows and the progress points, each once its day has come, and the visit. Empty before admissibility.
    """
    siennes = [
        Exigence(echeance, dossier.rang)
        for echeance in echeances_du_dossier(dossier)
        if echeance.nature != NaturePoint.MI_PARCOURS
    ]

    label = histoire.label(dossier.depot.renouvelle) if dossier.depot.renouvelle else None
    if label is None:
        return siennes

    precedent = histoire.dossier(label.dossier)
    du_precedent = [
        Exigence(echeance, label.dossier, label.numero)
        for echeance in (echeances_du_dossier(precedent) if precedent else [])
        if echeance.nature == NaturePoint.MI_PARCOURS
    ]
    return [
        exigence
        for exigence in (*du_precedent, *siennes)
        if renouveler_attend(exigence.echeance.nature, exigence.echeance.le, le)
    ]


def renouveler_attend(nature: str, jour: datetime.date, le: datetime.date) -> bool:
    """Whether a renewal decided on `le` waits for what is due on `jour`: a point whose day has come, or the visit."""
    return jour <= le or nature == NaturePoint.VISITE


def a_dispenser(histoire: Histoire, dossier: Dossier) -> list[Exigence]:
    """Return what may be waived of a candidature, neither held nor waived: the points of one under way, and of a
    renewal the mid-term point of the label it follows; of one granted, its own mid-term point."""
    if dossier.etat == Etat.LABELLISEE:
        labels = [label for label in histoire.labels if label.dossier == dossier.rang]
        numero = labels[0].numero if labels else ""
        echeances = [e for e in echeances_du_dossier(dossier) if e.nature == NaturePoint.MI_PARCOURS]
        return [Exigence(echeance, dossier.rang, numero) for echeance in echeances if echeance.attendue]
    if dossier.etat != Etat.ADMISSIBLE:
        return []
    return [exigence for exigence in exigences(histoire, dossier, datetime.date.max) if exigence.echeance.attendue]


def manquantes(histoire: Histoire, dossier: Dossier, le: datetime.date) -> list[Exigence]:
    """Return what a grant decided on `le` still waits for: neither held by then nor waived."""
    return [exigence for exigence in exigences(histoire, dossier, le) if not exigence.echeance.reglee(le)]
