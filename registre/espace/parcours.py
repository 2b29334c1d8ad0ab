"""The whole course of the label as one line: what was done, where today is, what is to come. Read, never stored."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from registre.calendrier.echeances import echeances
from registre.delais import Echeance, ouverture_du_renouvellement
from registre.etats import Etat, NaturePoint
from registre.models import Candidature
from registre.suivi.lecture import CandidatureSuivie, PointDuSuivi

SANS_ADMISSIBILITE = {Etat.REFUSEE: "Candidature refusée", Etat.ABANDONNEE: "Candidature abandonnée"}


@dataclass(frozen=True)
class EtapeDuParcours:
    """A step of the course. `le` is the day it was done, else the one it is due on, None when none is known yet.

    `quand` says which, before the day; `adresse` leads to where it is told or read.
    """

    quoi: str
    le: datetime.date | None = None
    quand: str = "le"
    faite: bool = False
    retard: bool = False
    note: str = ""
    adresse: str = ""

    def passee(self, au: datetime.date) -> bool:
        """Whether today comes after it on the line."""
        return self.faite or (self.le is not None and self.le < au)


@dataclass(frozen=True)
class ParcoursDuLabel:
    """A cycle as a line. `avant` are the steps until today, `apres` those after; one that is over has no today."""

    titre: str
    en_cours: bool
    avant: tuple[EtapeDuParcours, ...]
    apres: tuple[EtapeDuParcours, ...] = ()


def parcours_de(
    suivies: Iterable[CandidatureSuivie], points: Iterable[PointDuSuivi], au: datetime.date
) -> list[ParcoursDuLabel]:
    """Return the line of each cycle, the last first, in the order of the course. No query."""
    adresses = {_cle(point.candidature, point.echeance): point for point in points}
    return [_parcours(suivie, adresses, au) for suivie in suivies]


Points = dict[tuple[int, str, int], PointDuSuivi]


def adresse_du_point(point: PointDuSuivi) -> str:
    """Return the address where a point is told, or read."""
    candidature = point.candidature
    return reverse("espace:point", args=[candidature.cooperative.slug, candidature.rang, point.echeance.mois])


def note_du_point(point: PointDuSuivi) -> str:
    """Say in a few words where the telling of a point is; empty while nobody began it."""
    if point.envoye:
        return "envoyé, attend la Fédération"
    if point.renvoye:
        return "renvoyé par la Fédération, à reprendre"
    return "brouillon gardé" if point.commence else ""


def _parcours(suivie: CandidatureSuivie, points: Points, au: datetime.date) -> ParcoursDuLabel:
    etapes = tuple(_etapes(suivie, points, au))
    label = f", label {suivie.label.numero}" if suivie.label else ""
    titre = f"Cycle {suivie.candidature.cycle}{label}"
    if not suivie.en_cours:
        return ParcoursDuLabel(titre, False, etapes)

    rang = max((rang for rang, etape in enumerate(etapes, start=1) if etape.passee(au)), default=0)
    return ParcoursDuLabel(titre, True, etapes[:rang], etapes[rang:])


def _etapes(suivie: CandidatureSuivie, points: Points, au: datetime.date) -> Iterator[EtapeDuParcours]:
    lue = suivie.candidature
    yield EtapeDuParcours("Dossier déposé", lue.deposee_le, faite=True)
    close = SANS_ADMISSIBILITE.get(Etat(lue.etat))
    if lue.complete_le or not close:
        yield _decision("Dossier complet", lue.complete_le)
    if lue.admissible_le or not close:
        yield _decision("Candidature admissible", lue.admissible_le)
        yield from _jusqu_au_label(lue, points, au)
    if close:
        yield EtapeDuParcours(close, lue.refusee_le or lue.abandonnee_le, faite=True)
        return

    yield _decision("Label", lue.labellisee_le)
    yield from _apres_le_label(suivie, points, au)


def _decision(quoi: str, le: datetime.date | None) -> EtapeDuParcours:
    return EtapeDuParcours(quoi, le, faite=le is not None)


def _jusqu_au_label(lue: Candidature, points: Points, au: datetime.date) -> Iterator[EtapeDuParcours]:
    """The progress points and the visit, undated before admissibility."""
    dues = [due for due in echeances(lue) if due.nature != NaturePoint.MI_PARCOURS]
    for due in dues:
        yield _echeance(lue, due, points, au)
    if not dues:
        for mois in lue.regles.points_etape_mois:
            yield EtapeDuParcours(f"Point d’étape à {mois} mois")
        yield EtapeDuParcours("Visite")


def _apres_le_label(suivie: CandidatureSuivie, points: Points, au: datetime.date) -> Iterator[EtapeDuParcours]:
    """The mid-term point, when the renewal is asked for, and the end, whatever ended it."""
    lue, label = suivie.candidature, suivie.label
    mi_parcours = [due for due in echeances(lue) if due.nature == NaturePoint.MI_PARCOURS]
    for due in mi_parcours:
        yield _echeance(lue, due, points, au)
    if label is None:
        if not mi_parcours:
            yield EtapeDuParcours("Point à mi-parcours")
        yield from (EtapeDuParcours("Demande de renouvellement"), EtapeDuParcours("Fin du label"))
        return

    if label.retire_le or label.clos_le:
        retire = label.retire_le is not None
        yield EtapeDuParcours("Label retiré" if retire else "Label clos", label.retire_le or label.clos_le, faite=True)
        return
    ouvre = ouverture_du_renouvellement(label.valide_jusqu_au)
    yield EtapeDuParcours("Demande de renouvellement", ouvre, "à partir du", faite=ouvre <= au)
    yield EtapeDuParcours("Dernier jour du label", label.valide_jusqu_au, faite=label.valide_jusqu_au < au)


def _echeance(lue: Candidature, due: Echeance, points: Points, au: datetime.date) -> EtapeDuParcours:
    quoi = due.nom[:1].upper() + due.nom[1:]
    point = points.get(_cle(lue, due))
    adresse = adresse_du_point(point) if point and point.se_lit else ""
    if due.tenue_le:
        return EtapeDuParcours(quoi, due.tenue_le, "tenu le" if point else "faite le", faite=True, adresse=adresse)
    if due.dispensee_le:
        return EtapeDuParcours(quoi, due.dispensee_le, "dispense du", faite=True, adresse=adresse)

    note = note_du_point(point) if point else ""
    return EtapeDuParcours(quoi, due.le, "au plus tard le", retard=due.en_retard(au), note=note, adresse=adresse)


def _cle(candidature: Candidature, due: Echeance) -> tuple[int, str, int]:
    return candidature.pk, str(due.nature), due.mois
