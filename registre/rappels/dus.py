"""What is due of each coop on a day: points, visit, mid-term, renewal. Read from the facts, never stored."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from registre.calendrier.echeances import echeances
from registre.cycle import statut_de_label
from registre.delais import Echeance
from registre.etats import OUVERTS, Etat, NaturePoint, StatutDeLabel
from registre.models import Candidature, Cooperative, Label
from registre.rappels.paliers import DERNIER_JOUR, palier

FIN = "fin"  # the last day of a label that nothing renews
QUI_COURENT = frozenset({StatutDeLabel.LABELLISEE, StatutDeLabel.SUSPENDUE, StatutDeLabel.ECHUE})


@dataclass(frozen=True)
class Du:
    """One thing that a coop has to do, by which day, and the step of reminding reached on the day it was read."""

    cooperative: Cooperative
    nature: str
    mois: int
    le: datetime.date
    palier: int

    @property
    def cle(self) -> tuple[int, str, int, datetime.date]:
        """What tells this deadline from any other. Moved by a correction, it is another one."""
        return self.cooperative.pk, self.nature, self.mois, self.le

    @property
    def passe(self) -> bool:
        """Whether the day has passed."""
        return self.palier > 0

    @property
    def nom(self) -> str:
        """What is due, in words."""
        if self.nature == FIN:
            return _("demande de renouvellement du label, avant son dernier jour")
        return Echeance(NaturePoint(self.nature), self.mois, self.le).nom


def dus(au: datetime.date) -> list[Du]:
    """Return what each coop of the Federation is to be reminded of on `au`, by deadline. Eight queries in all."""
    membres = Cooperative.objects.filter(Q(membre_jusqu_au__isnull=True) | Q(membre_jusqu_au__gte=au))
    presentes = membres.filter(absorbee_le__isnull=True)

    trouves = [*_des_candidatures(au, presentes), *_des_labels(au, presentes)]

    return sorted(trouves, key=lambda du: (du.le, du.cooperative.nom, du.nature, du.mois))


def _des_candidatures(au: datetime.date, presentes: QuerySet[Cooperative]) -> Iterator[Du]:
    """Points and visit of the candidatures that are admissible and not judged yet."""
    ouvertes = Candidature.objects.filter(etat=Etat.ADMISSIBLE, cooperative__in=presentes)
    for candidature in ouvertes.select_related("cooperative").prefetch_related("points", "dispenses"):
        yield from _non_tenues(candidature.cooperative, echeances(candidature), au)


def _des_labels(au: datetime.date, presentes: QuerySet[Cooperative]) -> Iterator[Du]:
    """Mid-term point and end of the labels in force, or that ended lately and were not renewed."""
    recents = Label.objects.filter(
        cooperative__in=presentes, valide_jusqu_au__gte=au - datetime.timedelta(days=DERNIER_JOUR)
    )
    recents = recents.select_related("cooperative", "candidature").order_by("cooperative", "-valide_du", "-cycle")
    lus = list(
        recents.prefetch_related("suspensions", "renouvellements", "candidature__points", "candidature__dispenses")
    )
    derniers = {label.cooperative_id: label for label in reversed(lus)}

    for label in derniers.values():
        etat = statut_de_label(label.faits, au)
        if etat not in QUI_COURENT:
            continue

        if etat != StatutDeLabel.ECHUE:
            points = [due for due in echeances(label.candidature) if due.nature == NaturePoint.MI_PARCOURS]
            yield from _non_tenues(label.cooperative, points, au)
        demandee = any(candidature.etat in OUVERTS for candidature in label.renouvellements.all())
        pas = palier(label.valide_jusqu_au, au)
        if pas is not None and not demandee:
            yield Du(label.cooperative, FIN, 0, label.valide_jusqu_au, pas)


def _non_tenues(cooperative: Cooperative, toutes: list[Echeance], au: datetime.date) -> Iterator[Du]:
    """The deadlines of which a step is reached, nothing having been held by `au`, nor waived."""
    for due in toutes:
        pas = palier(due.le, au)
        if pas is not None and not due.reglee(au):
            yield Du(cooperative, str(due.nature), due.mois, due.le, pas)
