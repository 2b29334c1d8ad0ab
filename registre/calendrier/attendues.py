"""What is awaited of each coop on a day: points, visit, mid-term, renewal. Read from the facts, never stored."""

import datetime
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from registre.calendrier.echeances import PointsRegles, echeances_de, points_regles
from registre.cycle import statut_de_label
from registre.delais import Echeance, ouverture_du_renouvellement
from registre.etats import OUVERTS, Etat, NaturePoint, StatutDeLabel
from registre.models import Candidature, Cooperative, Label

FIN = "fin"  # the last day of a label that nothing renews
QUI_COURENT = frozenset({StatutDeLabel.LABELLISEE, StatutDeLabel.ECHUE})


@dataclass(frozen=True)
class Attendue:
    """One thing that a coop has to do, by which day. `candidature` is the one it belongs to, its label's included."""

    cooperative: Cooperative
    candidature: Candidature
    nature: str
    mois: int
    le: datetime.date
    label: Label | None = None

    @property
    def nom(self) -> str:
        """What is due, in words."""
        return nom_de(self.nature, self.mois, self.le)


def nom_de(nature: str, mois: int, le: datetime.date) -> str:
    """Return what is due, in words: a point, the visit, or the renewal to ask for before the label's last day."""
    if nature == FIN:
        return _("demande de renouvellement du label, avant son dernier jour")
    return Echeance(NaturePoint(nature), mois, le).nom


def attendues(au: datetime.date, *, jours_apres_la_fin: int = 0, de: Collection[int] | None = None) -> list[Attendue]:
    """Return what nothing has fulfilled on `au`, past or to come, by day; of the coops of these keys only, when given.

    A label counts until `jours_apres_la_fin` days after its last. Three queries for any number of coops.
    """
    membres = Cooperative.objects.filter(Q(membre_jusqu_au__isnull=True) | Q(membre_jusqu_au__gte=au))
    presentes = membres.filter(absorbee_le__isnull=True)
    if de is not None:
        presentes = presentes.filter(pk__in=de)

    ouvertes = list(
        Candidature.objects.filter(etat=Etat.ADMISSIBLE, cooperative__in=presentes).select_related("cooperative")
    )
    labels = _derniers_labels(presentes, au - datetime.timedelta(days=jours_apres_la_fin))
    regles = points_regles({candidature.pk for candidature in ouvertes} | {label.candidature_id for label in labels})

    trouvees = [*_des_candidatures(au, ouvertes, regles), *_des_labels(au, labels, regles)]
    return sorted(trouvees, key=lambda due: (due.le, due.cooperative.nom, due.nature, due.mois))


def en_retard(dues: list[Attendue], au: datetime.date) -> list[Attendue]:
    """Return the points and visits of which the last day has passed, the oldest first."""
    return [due for due in dues if due.nature != FIN and due.le < au]


def de_ce_mois(dues: list[Attendue], au: datetime.date) -> list[Attendue]:
    """Return the points and visits to hold from `au` to the end of its month, both included."""
    fin = au + relativedelta(day=31)
    return [due for due in dues if due.nature != FIN and au <= due.le <= fin]


def bientot_finis(dues: list[Attendue], au: datetime.date) -> list[Attendue]:
    """Return the labels in force of which the renewal is open on `au`, and that nothing renews."""
    return [due for due in dues if due.nature == FIN and ouverture_du_renouvellement(due.le) <= au <= due.le]


def _derniers_labels(presentes: QuerySet[Cooperative], depuis: datetime.date) -> list[Label]:
    """The latest label of each coop, of those in force or that ended on `depuis` at the earliest."""
    demandes = Candidature.objects.filter(renouvelle=OuterRef("pk"), etat__in=sorted(OUVERTS))
    recents = Label.objects.filter(cooperative__in=presentes, valide_jusqu_au__gte=depuis)
    recents = recents.select_related("cooperative", "candidature").order_by("cooperative", "-valide_du", "-cycle")
    lus = list(recents.annotate(renouvellement_demande=Exists(demandes)))
    return list({label.cooperative_id: label for label in reversed(lus)}.values())


def _des_candidatures(
    au: datetime.date, ouvertes: list[Candidature], regles: Mapping[int, PointsRegles]
) -> Iterator[Attendue]:
    """Points and visit of the candidatures that are admissible and not judged yet."""
    for candidature in ouvertes:
        dues = _echeances(candidature, regles)
        yield from _non_tenues(candidature, candidature.cooperative, dues, au)


def _des_labels(au: datetime.date, labels: list[Any], regles: Mapping[int, PointsRegles]) -> Iterator[Attendue]:
    """Mid-term point and end of the labels in force, or that ended lately and were not renewed."""
    for label in labels:
        # Held back or not, a label is awaited the same: its suspensions are not read.
        etat = statut_de_label(label.faits_hors_suspensions, au)
        if etat not in QUI_COURENT:
            continue

        if etat != StatutDeLabel.ECHUE:
            dues = _echeances(label.candidature, regles)
            points = [due for due in dues if due.nature == NaturePoint.MI_PARCOURS]
            yield from _non_tenues(label.candidature, label.cooperative, points, au)
        if not label.renouvellement_demande:
            yield Attendue(label.cooperative, label.candidature, FIN, 0, label.valide_jusqu_au, label)


def _echeances(candidature: Candidature, regles: Mapping[int, PointsRegles]) -> list[Echeance]:
    lus = regles[candidature.pk]
    admissible_le, labellisee_le = candidature.admissible_le, candidature.labellisee_le
    return echeances_de(candidature.regles, admissible_le, labellisee_le, lus.tenus, lus.dispenses)


def _non_tenues(
    candidature: Candidature, cooperative: Cooperative, toutes: list[Echeance], au: datetime.date
) -> Iterator[Attendue]:
    """The deadlines neither held nor waived by `au`."""
    for due in toutes:
        if not due.reglee(au):
            yield Attendue(cooperative, candidature, str(due.nature), due.mois, due.le)
