"""What the fictional coops observe at each point held: values on their way from the start to the target."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import cycle

from registre.demonstration.indicateurs import SOURCES
from registre.demonstration.recits import Decision
from registre.etats import Operation
from registre.journal.charges import ReleveDePoint
from registre.journal.histoire import Dossier
from registre.models.indicateur import Preuve

DELAI = 18
UNITE = Decimal(1)
# How an engagement goes, by its place in the candidature: as planned, a little slower, a little quicker.
ALLURES = (Decimal(1), Decimal("0.8"), Decimal("1.1"), Decimal(1))


def releves(dossier: Dossier, decision: Decision) -> Iterator[ReleveDePoint]:
    """Yield one value an indicator, once a day: about as far along as the months, seen on site during the visit."""
    visite = decision.operation == Operation.CONSIGNER_VISITE
    part = Decimal(min(DELAI if visite else decision.mois, DELAI)) / DELAI
    preuve = Preuve.CONSTATEE if visite else Preuve.DECLAREE
    points = [point for point in dossier.points if point.tenu_le == decision.le]
    deja = {(releve.engagement, releve.indicateur) for point in points for releve in point.releves}

    for pris, allure in zip(dossier.depot.engagements, cycle(ALLURES), strict=False):
        for place, indicateur in enumerate(pris.indicateurs):
            depart, cible = indicateur.valeur_depart, indicateur.cible
            if depart is None or cible is None or (pris.cle, place) in deja:
                continue
            valeur = (depart + (cible - depart) * part * allure).quantize(UNITE)
            source = SOURCES.get(indicateur.nom, "")
            yield ReleveDePoint(engagement=pris.cle, indicateur=place, valeur=valeur, source=source, preuve=preuve)
