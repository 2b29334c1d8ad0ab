"""Where a day stands in a coop's course: the bar between two dates, what is due and what has passed."""

import datetime
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from registre.calendrier.echeances import echeances_de
from registre.cycle import FaitsLabel
from registre.delais import Echeance, echeances_de_candidature
from registre.etats import AVEC_LABEL, NaturePoint
from registre.public.connaissance.faits_lus import DossierLu, LabelLu
from registre.public.connaissance.traces import Trace, Traces
from socle.templatetags.typographie import en_toutes_lettres

ATTENDUS = {
    NaturePoint.POINT_ETAPE: gettext_lazy("Le point d’étape des %(mois)s mois"),
    NaturePoint.VISITE: gettext_lazy("La visite"),
    NaturePoint.MI_PARCOURS: gettext_lazy("Le point à mi-parcours"),
}


@dataclass(frozen=True)
class Barre:
    """A day between two others, both included. `part` is how much has gone by, "61.5%"; `phrase` says what is left."""

    du: datetime.date
    jusqu_au: datetime.date
    part: str
    phrase: str


@dataclass(frozen=True)
class Jalon:
    """A deadline as the public reads it: what, due when, done or waived when (None: not by the day asked), late or
    not."""

    nom: str
    le: datetime.date
    tenu_le: datetime.date | None
    dispense_le: datetime.date | None
    passe: bool
    traces: tuple[Trace, ...] = ()


def barre(statut: str, label: LabelLu | None, dossier: DossierLu | None, au: datetime.date) -> Barre | None:
    """Return the bar of what is under way on `au`: the label in force, else the months given to an engaged coop.

    `dossier` is the candidature under way.
    """
    if statut in AVEC_LABEL and label:
        return barre_du_label(label.faits, au)
    return _barre_de_l_engagement(dossier, au) if dossier else None


def barre_du_label(label: FaitsLabel, au: datetime.date) -> Barre | None:
    """Return where `au` stands in a granted period: nowhere past the day it was withdrawn or closed.

    None for one that ended before its first day.
    """
    if label.jamais_commence:
        return None

    du, jusqu_au = label.valide_du, label.valide_jusqu_au
    reste = (jusqu_au - au).days

    for arrete_le, phrase in (
        (label.retire_le, _("La validité s’est arrêtée au retrait, le %(jour)s.")),
        (label.clos_le, _("La validité s’est arrêtée à l’absorption, le %(jour)s.")),
    ):
        if arrete_le is not None and arrete_le <= au:
            return Barre(du, jusqu_au, _part(du, jusqu_au, arrete_le), phrase % {"jour": en_toutes_lettres(arrete_le)})

    if reste > 0:
        phrase = ngettext(
            "Il reste %(n)s jour de validité du label.", "Il reste %(n)s jours de validité du label.", reste
        )
    elif reste == 0:
        phrase = _("C’est le dernier jour de validité du label.")
    else:
        phrase = ngettext(
            "La validité du label est passée depuis %(n)s jour.",
            "La validité du label est passée depuis %(n)s jours.",
            -reste,
        )

    return Barre(du, jusqu_au, _part(du, jusqu_au, au), phrase % {"n": _nombre(abs(reste))})


def _barre_de_l_engagement(dossier: DossierLu, au: datetime.date) -> Barre | None:
    if dossier.admissible_le is None:
        return None

    du, mois = dossier.admissible_le, dossier.regles.delai_mise_en_oeuvre_mois
    jusqu_au = max(le for _nature, _mois, le in echeances_de_candidature(dossier.regles, du))
    reste = (jusqu_au - au).days

    if reste > 0:
        phrase = ngettext(
            "Il reste %(n)s jour avant la fin des %(mois)s mois.",
            "Il reste %(n)s jours avant la fin des %(mois)s mois.",
            reste,
        )
    elif reste == 0:
        phrase = _("C’est le dernier jour des %(mois)s mois.")
    else:
        phrase = ngettext(
            "La fin des %(mois)s mois est passée depuis %(n)s jour.",
            "La fin des %(mois)s mois est passée depuis %(n)s jours.",
            -reste,
        )

    mots = {"n": _nombre(abs(reste)), "mois": mois}
    return Barre(du, jusqu_au, _part(du, jusqu_au, au), phrase % mots)


def _part(du: datetime.date, jusqu_au: datetime.date, au: datetime.date) -> str:
    duree = (jusqu_au - du).days
    return f"{100 * min(1, max(0, (au - du).days / duree)) if duree else 100:.1f}%"


def _nombre(jours: int) -> str:
    return number_format(jours, force_grouping=True)


def jalons(dossier: DossierLu, label: LabelLu | None, au: datetime.date, traces: Traces) -> list[Jalon]:
    """Return the deadlines of a candidature known on `au`: those of a label granted later are not.

    Those that fell before `label` was taken over were another coop's.
    """
    debut = label.octroye_le if label and label.repris and label.dossier == dossier.rang else datetime.date.min
    octroye = dossier.labellisee_le is not None and dossier.labellisee_le <= au
    rangs = {(dispense.nature, dispense.mois): dispense.rang for dispense in dossier.dispenses}
    rangs |= {(point.nature, point.mois): point.rang for point in dossier.points}
    tenus = {(point.nature, point.mois): point.tenu_le for point in dossier.points}
    dispenses = {(dispense.nature, dispense.mois): dispense.decidee_le for dispense in dossier.dispenses}
    dues = echeances_de(dossier.regles, dossier.admissible_le, dossier.labellisee_le, tenus, dispenses)

    return [
        _jalon(echeance, au, traces.du_rang(rangs.get((echeance.nature, echeance.mois), 0)))
        for echeance in dues
        if (echeance.nature == NaturePoint.MI_PARCOURS) == octroye and echeance.le >= debut
    ]


def _jalon(echeance: Echeance, au: datetime.date, traces: tuple[Trace, ...]) -> Jalon:
    tenu_le, dispense_le = (
        jour if jour is not None and jour <= au else None for jour in (echeance.tenue_le, echeance.dispensee_le)
    )
    nom = str(ATTENDUS[echeance.nature]) % {"mois": echeance.mois}
    regle = echeance.reglee(au)
    return Jalon(nom, echeance.le, tenu_le, dispense_le, echeance.en_retard(au), traces if regle else ())
