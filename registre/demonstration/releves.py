"""What the fictional coops observe at each point held: values on their way from the start to the target."""

from collections.abc import Iterator
from decimal import Decimal

from registre.demonstration.recits import Decision
from registre.etats import Operation
from registre.journal.charges import ReleveDePoint
from registre.journal.histoire import Dossier
from registre.models.indicateur import Preuve

DELAI = 18
CENTIEME = Decimal("0.01")


def releves(dossier: Dossier, decision: Decision) -> Iterator[ReleveDePoint]:
    """Yield one value an indicator, once a day: as far along as the months, seen on site during the visit."""
    visite = decision.operation == Operation.CONSIGNER_VISITE
    part = Decimal(min(DELAI if visite else decision.mois, DELAI)) / DELAI
    preuve, source = (Preuve.CONSTATEE, "Visite") if visite else (Preuve.DECLAREE, "Point d'étape")
    deja = {(r.engagement, r.indicateur) for p in dossier.points if p.tenu_le == decision.le for r in p.releves}
    for pris in dossier.depot.engagements:
        for place, indicateur in enumerate(pris.indicateurs):
            depart, cible = indicateur.valeur_depart, indicateur.cible
            if depart is None or cible is None or (pris.cle, place) in deja:
                continue
            valeur = (depart + (cible - depart) * part).quantize(CENTIEME)
            yield ReleveDePoint(engagement=pris.cle, indicateur=place, valeur=valeur, source=source, preuve=preuve)
