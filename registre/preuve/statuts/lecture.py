"""What the status lists say of one credential on a day: the bits of its own places, without making the lists."""

import datetime
from collections.abc import Collection
from typing import Any

from registre.lecture.label_du_jour import labels_du_jour
from registre.preuve.models import JustificatifEmis
from registre.preuve.statuts.adresses import Objet, entree
from registre.preuve.statuts.bits import marque


def objets_marques(entrees: Collection[dict[str, Any]], au: datetime.date) -> set[Objet] | None:
    """Return the purposes whose bit is set on this day at the places that a credential of ours names.

    None when these entries are not one place in each of our two lists.
    """
    emis = {objet: _emis(objet, entrees) for objet in Objet}
    if None in emis.values():
        return None

    lus = labels_du_jour({trouve.label_id for trouve in emis.values() if trouve}, au)
    return {objet for objet, trouve in emis.items() if trouve and marque(lus[trouve.label_id], trouve.faits, objet)}


def _emis(objet: Objet, entrees: Collection[dict[str, Any]]) -> JustificatifEmis | None:
    """Whose place the entry of this purpose names."""
    nommee = next((lue for lue in entrees if lue["statusPurpose"] == objet), None)
    if nommee is None:
        return None
    place = int(nommee["statusListIndex"])
    candidats = JustificatifEmis.objects.filter(place=place).order_by("liste")
    return next((emis for emis in candidats if entree(emis.liste_id, objet, place) == nommee), None)
