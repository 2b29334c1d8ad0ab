"""From histories to the rows of the register: what is missing is added, what differs is changed, table by table.

The journal decides; a row that says otherwise is set right by the next lot that touches its coop.
"""

from collections.abc import Sequence
from typing import Any

from registre.ecriture.flux import Flux
from registre.ecriture.index import indexer
from registre.ecriture.lignes import PAR_LOT, Lignes, accorder
from registre.ecriture.rangees.choix import accorder_les_choix, retirer
from registre.ecriture.rangees.dispenses import ecrire_les_dispenses
from registre.ecriture.rangees.dossiers import ecrire_les_candidatures
from registre.ecriture.rangees.labels import ecrire_les_labels, ecrire_les_suspensions, lier_les_renouvellements
from registre.ecriture.rangees.points import ecrire_les_points
from registre.journal.histoire import Histoire
from registre.models import (
    Candidature,
    Cooperative,
    Label,
)
from registre.models.cooperative import IDENTITE


def ecrire(flux: Sequence[Flux], toutes: Lignes) -> None:
    """Make the stored facts of these coops those of their histories; add their rows to `toutes`."""
    lignes = Lignes(editions=toutes.editions)
    ids = [f.cooperative.pk for f in flux]
    lignes.candidatures = {(c.cooperative_id, c.rang): c for c in Candidature.tous.filter(cooperative__in=ids)}
    lignes.labels = {label.numero: label for label in Label.tous.filter(cooperative__in=ids)}

    ecrire_les_candidatures(flux, lignes)
    en_trop = accorder_les_choix(flux, lignes)
    ecrire_les_points(flux, lignes)
    ecrire_les_dispenses(flux, lignes)
    retirer(en_trop)
    ecrire_les_labels(flux, lignes)
    lier_les_renouvellements(flux, lignes)
    ecrire_les_suspensions(flux, lignes)
    _ecrire_les_cooperatives(flux, lignes)
    toutes.ajouter(lignes)


def _ecrire_les_cooperatives(flux: Sequence[Flux], lignes: Lignes) -> None:
    """Keep on each coop who it is today, its latest membership, and who absorbed it."""
    changees = []
    for f in flux:
        if f.histoire.inscription is not None and accorder(f.cooperative, valeurs_de_cooperative(f.histoire)):
            f.cooperative.texte_recherche = f.cooperative.texte_cherche
            changees.append(f.cooperative)
            lignes.changees.add(f.cooperative.pk)

    if changees:
        champs = [*IDENTITE, "membre_depuis", "membre_jusqu_au", "absorbee_par", "absorbee_le", "texte_recherche"]
        Cooperative.objects.bulk_update(changees, champs, batch_size=PAR_LOT)
        indexer(changees)


def valeurs_de_cooperative(histoire: Histoire) -> dict[str, Any]:
    """Return what a coop's row says of its history: the latest identity, the latest membership."""
    identite = histoire.identites[-1].identite
    depuis, jusqu_au = histoire.adhesion
    absorbee = histoire.absorbee
    return {champ: getattr(identite, champ) for champ in IDENTITE} | {
        "membre_depuis": depuis,
        "membre_jusqu_au": jusqu_au,
        "absorbee_par_id": absorbee.absorbante if absorbee else None,
        "absorbee_le": absorbee.le if absorbee else None,
    }
