"""What the fictional coops observe at each point held: values on their way from the start to the target."""

import datetime
from collections.abc import Iterable
from decimal import Decimal

from registre.models import Indicateur, Operation, Releve
from registre.models.indicateur import Preuve

DELAI = 18
CENTIEME = Decimal("0.01")


def releves(indicateurs: Iterable[Indicateur], operation: Operation, mois: int, le: datetime.date) -> list[Releve]:
    """Return one value an indicator, not saved: as far along as the months, seen on site during the visit."""
    visite = operation == Operation.CONSIGNER_VISITE
    part = Decimal(min(DELAI if visite else mois, DELAI)) / DELAI
    preuve, source = (Preuve.CONSTATEE, "Visite") if visite else (Preuve.DECLAREE, "Point d'étape")
    return [
        Releve(
            indicateur=indicateur,
            valeur=(indicateur.valeur_depart + (indicateur.cible - indicateur.valeur_depart) * part).quantize(CENTIEME),
            releve_le=le,
            source=source,
            preuve=preuve,
        )
        for indicateur in indicateurs
        if indicateur.valeur_depart is not None and indicateur.cible is not None
    ]
