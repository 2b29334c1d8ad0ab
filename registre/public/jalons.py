"""Where a day stands in a coop's course: the bar between two dates, what is due and what has passed."""

import datetime
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registre.cycle import Echeance, echeances_de_candidature
from registre.echeances import echeances
from registre.etats import AVEC_LABEL, Statut
from registre.models import Candidature, Label, NaturePoint, PeriodeDeStatut

ATTENDUS = {
    NaturePoint.POINT_ETAPE: gettext_lazy("Le point d’étape des %(mois)s mois"),
    NaturePoint.VISITE: gettext_lazy("La visite"),
    NaturePoint.MI_PARCOURS: gettext_lazy("Le point à mi-parcours"),
}


@dataclass(frozen=True)
class Barre:
    """A day between two others, both included. `part` is how much has gone by, "61.5%"."""

    du: datetime.date
    jusqu_au: datetime.date
    part: str
    phrase: str


@dataclass(frozen=True)
class Jalon:
    """A deadline as the public reads it: what, due when, done when (None: not by the day asked), late or not."""

    nom: str
    le: datetime.date
    tenu_le: datetime.date | None
    passe: bool


def barre(periode: PeriodeDeStatut, au: datetime.date) -> Barre | None:
    """Return the bar of what is under way on `au`: the label in force, else the eighteen months of the engagement."""
    if periode.statut in AVEC_LABEL and periode.label:
        return barre_du_label(periode.label, au)
    candidature = candidature_en_cours(periode)
    if candidature and candidature.admissible_le:
        dues = echeances_de_candidature(candidature.regles, candidature.admissible_le)
        return _barre(candidature.admissible_le, max(le for _nature, _mois, le in dues), au)
    return None


def barre_du_label(label: Label, au: datetime.date) -> Barre:
    """Return where `au` stands in a granted period."""
    return _barre(label.valide_du, label.valide_jusqu_au, au)


def _barre(du: datetime.date, jusqu_au: datetime.date, au: datetime.date) -> Barre:
    duree, ecoules = (jusqu_au - du).days, (au - du).days
    part = min(1, max(0, ecoules / duree)) if duree else 1
    reste = (jusqu_au - au).days
    if reste > 0:
        phrase = ngettext("Il reste %(n)s jour.", "Il reste %(n)s jours.", reste) % {"n": _nombre(reste)}
    elif reste == 0:
        phrase = _("C’est le dernier jour.")
    else:
        phrase = ngettext("Passé depuis %(n)s jour.", "Passé depuis %(n)s jours.", -reste) % {"n": _nombre(-reste)}
    return Barre(du, jusqu_au, f"{100 * part:.1f}%", phrase)


def _nombre(jours: int) -> str:
    return number_format(jours, force_grouping=True)


def candidature_en_cours(periode: PeriodeDeStatut) -> Candidature | None:
    """Return the candidature that the status speaks of, when the coop is engaged or in renewal."""
    return periode.candidature if periode.statut in {Statut.ENGAGEE, Statut.EN_RENOUVELLEMENT} else None


def jalons(candidature: Candidature, au: datetime.date) -> list[Jalon]:
    """Return the deadlines of a candidature known on `au`: those of a label granted later are not."""
    octroye = candidature.labellisee_le is not None and candidature.labellisee_le <= au
    return [
        _jalon(echeance, au)
        for echeance in echeances(candidature)
        if (echeance.nature == NaturePoint.MI_PARCOURS) == octroye
    ]


def _jalon(echeance: Echeance, au: datetime.date) -> Jalon:
    tenu = echeance.tenue_le is not None and echeance.tenue_le <= au
    nom = str(ATTENDUS[NaturePoint(echeance.nature)]) % {"mois": echeance.mois}
    return Jalon(nom, echeance.le, echeance.tenue_le if tenu else None, echeance.en_retard(au))
