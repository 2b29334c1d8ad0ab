"""Two texts of a step, or of a point: what differs, field by field; whoever saves second chooses knowing both."""

import datetime
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone

from registre.dossier.formulaires import FormulaireDEtape
from socle.formulaires.divergences import Divergence, divergences
from socle.formulaires.saisie import Saisie
from socle.models import User


@dataclass(frozen=True)
class FusionDEtape:
    """Where the other text comes from, and what differs. `ferme`: one's own can no longer be saved."""

    message: str
    differences: list[Divergence]
    quoi: str = "cette étape"
    ferme: bool = False


class TexteGarde(Protocol):
    """What is kept of a form: as it was typed, when, by whom."""

    donnees: Any
    modifiee_le: datetime.datetime | Any
    modifiee_par: Any


def fusionner(
    ici: Saisie, ailleurs: TexteGarde, formulaire: FormulaireDEtape, lecteur: User, quoi: str = "cette étape"
) -> FusionDEtape:
    """Return what differs between what is typed here and what is kept, in the order of the form."""
    quand = timezone.localtime(ailleurs.modifiee_le)
    if ailleurs.modifiee_par == lecteur:
        qui = f"Vous avez aussi écrit {quoi} ailleurs, dans un autre onglet ou sur un autre appareil"
    else:
        qui = f"{ailleurs.modifiee_par or 'Quelqu’un'} a enregistré {quoi} pendant que vous l’écriviez"

    message = f"{qui}, le {quand:%d/%m/%Y} à {quand:%H:%M}."
    differences = divergences(
        _en_mots(ici, formulaire),
        _en_mots(Saisie(ailleurs.donnees), formulaire).donnees,
        formulaire.libelles(),
        sauf=("-nombre",),
    )
    return FusionDEtape(message, differences, quoi)


def _en_mots(saisie: Saisie, formulaire: FormulaireDEtape) -> Saisie:
    """Return what was typed, choices of a list said in the words that the page shows, in its order."""
    dits = dict(saisie.donnees)
    for lu in formulaire.formulaires:
        for nom, champ in lu.fields.items():
            pose, choix = lu.add_prefix(nom), getattr(champ, "choices", None)
            if choix and pose in dits:
                dits[pose] = [str(libelle) for valeur, libelle in choix if str(valeur) in dits[pose]]
    return Saisie(dits)
