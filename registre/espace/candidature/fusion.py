"""Two texts of one step: what differs, field by field, so that whoever saves second chooses knowing both."""

from dataclasses import dataclass

from django.utils import timezone

from registre.dossier.formulaires import FormulaireDEtape
from registre.dossier.models import EtapeDuDossier
from socle.formulaires.divergences import Divergence, divergences
from socle.formulaires.saisie import Saisie
from socle.models import User


@dataclass(frozen=True)
class FusionDEtape:
    """Where the other text comes from, and what differs."""

    message: str
    differences: list[Divergence]


def fusionner(ici: Saisie, ailleurs: EtapeDuDossier, formulaire: FormulaireDEtape, lecteur: User) -> FusionDEtape:
    """Return what differs between what is typed here and what is kept, in the order of the form."""
    quand = timezone.localtime(ailleurs.modifiee_le)
    if ailleurs.modifiee_par == lecteur:
        qui = "Vous avez aussi écrit cette étape ailleurs, dans un autre onglet ou sur un autre appareil"
    else:
        qui = f"{ailleurs.modifiee_par or 'Quelqu’un'} a enregistré cette étape pendant que vous l’écriviez"

    message = f"{qui}, le {quand:%d/%m/%Y} à {quand:%H:%M}."
    differences = divergences(
        _en_mots(ici, formulaire),
        _en_mots(Saisie(ailleurs.donnees), formulaire).donnees,
        formulaire.libelles(),
        sauf=("-nombre",),
    )
    return FusionDEtape(message, differences)


def _en_mots(saisie: Saisie, formulaire: FormulaireDEtape) -> Saisie:
    """Return what was typed, choices of a list said in the words that the page shows, in its order."""
    dits = dict(saisie.donnees)
    for lu in formulaire.formulaires:
        for nom, champ in lu.fields.items():
            pose, choix = lu.add_prefix(nom), getattr(champ, "choices", None)
            if choix and pose in dits:
                dits[pose] = [str(libelle) for valeur, libelle in choix if str(valeur) in dits[pose]]
    return Saisie(dits)
