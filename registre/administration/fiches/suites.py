"""What comes next for a candidature, a label, a coop, and by when."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registre.calendrier.echeances import echeances_du_dossier
from registre.calendrier.seances import prochaine_seance
from registre.delais import Echeance
from registre.etats import EN_INSTRUCTION, Etat, NaturePoint
from registre.journal.histoire import Dossier, Histoire, LabelOctroye


@dataclass(frozen=True)
class Suite:
    """Something awaited: what, by which day (None: no day is set), and whether that day has passed."""

    quoi: str
    le: datetime.date | None = None
    en_retard: bool = False


def _a_la_seance(quoi: str, au: datetime.date) -> Suite:
    """What the committee decides: at its next session, when one is planned."""
    le = prochaine_seance(au)
    if le is None:
        return Suite(_("%(quoi)s : aucune séance du comité n’est prévue, ajoutez-la") % {"quoi": quoi})
    return Suite(_("%(quoi)s ; prochaine séance du comité") % {"quoi": quoi}, le)


def suites_de_dossier(dossier: Dossier, au: datetime.date) -> list[Suite]:
    """Return what is awaited of a candidature, the first due first; nothing once it was refused or given up."""
    if dossier.etat == Etat.A_COMPLETER:
        return [Suite(_("Le complément demandé à la coopérative"))]
    if dossier.etat in EN_INSTRUCTION:
        verifie = dossier.etat == Etat.COMPLETE
        return [_a_la_seance(_("L’admissibilité") if verifie else _("La vérification du dossier"), au)]
    suites = [*_echeances(dossier, au)]
    if dossier.etat == Etat.ADMISSIBLE:
        suites.append(_a_la_seance(_("L’octroi du label, quand la visite sera faite"), au))
    return suites if dossier.etat in {Etat.ADMISSIBLE, Etat.LABELLISEE} else []


def suites_de_label(histoire: Histoire, label: LabelOctroye, au: datetime.date) -> list[Suite]:
    """Return what is awaited of a label: its mid-term point, then its renewal; nothing once it is over."""
    dossier = histoire.dossier(label.dossier)
    if dossier is None or label.retire_le is not None or label.clos_le is not None:
        return []
    suites = [*_echeances(dossier, au)] if histoire.suivant(label) is None else []
    return [*suites, *_renouvellement(histoire, label, au)]


def suites_de_cooperative(histoire: Histoire, au: datetime.date) -> list[Suite]:
    """Return what is awaited of a coop: of its candidature under way, then of its last label."""
    if histoire.absorbee is not None:
        return []
    ouvert, label = histoire.dossier_ouvert, histoire.dernier_label
    suites = suites_de_dossier(ouvert, au) if ouvert else []
    return suites + (suites_de_label(histoire, label, au) if label else [])


def _echeances(dossier: Dossier, au: datetime.date) -> Iterator[Suite]:
    """What the rules ask, neither held nor waived, in the order of days. After the grant, the mid-term point alone."""
    passe = dossier.labellisee_le is not None
    dues = [due for due in echeances_du_dossier(dossier) if not passe or due.nature == NaturePoint.MI_PARCOURS]
    for due in sorted((due for due in dues if due.attendue), key=_jour):
        yield Suite(capfirst(due.nom), due.le, due.en_retard(au))


def _jour(echeance: Echeance) -> datetime.date:
    return echeance.le


def _renouvellement(histoire: Histoire, label: LabelOctroye, au: datetime.date) -> Iterator[Suite]:
    suivant, ouvert = histoire.suivant(label), histoire.dossier_ouvert
    if suivant is not None:
        mots = _("Le début du label %(numero)s, qui prend la suite")
        yield Suite(mots % {"numero": suivant.numero}, suivant.valide_du)
        return
    depose = ouvert is not None and ouvert.depot.renouvelle == label.numero
    quoi = _("La décision sur le renouvellement déposé, avant la fin du label")
    if not depose:
        quoi = _("Le dépôt du renouvellement, avant la fin du label")
    yield Suite(quoi, label.valide_jusqu_au, label.valide_jusqu_au < au)
