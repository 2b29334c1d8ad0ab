"""The words by which each coop is found, kept in step with what its journal says."""

from collections.abc import Sequence

from registre.ecriture.flux import Flux
from registre.ecriture.lignes import Lignes
from registre.ecriture.tenue import PAR_LOT
from registre.journal.histoire import Histoire
from registre.models import Cooperative
from registre.models.projection import LONGUEUR_MOT, MotDeCooperative
from socle.recherche.mots.ecritures import ecritures
from socle.recherche.mots.identifiants import identifiants
from socle.recherche.mots.normalisation import normaliser


def mots(cooperative: Cooperative, histoire: Histoire) -> set[str]:
    """Return the words by which the coop is found: every name, town and SIREN it is known to have had, its labels."""
    lus = {mot for label in histoire.labels for mot in normaliser(label.numero).split()}
    lus |= {entier.mot for label in histoire.labels for entier in identifiants(label.numero)}
    for periode in histoire.identites:
        qui = periode.identite
        siren = qui.siren
        lus |= {siren, siren[:3], siren[3:6], siren[6:]}
        for nom in (qui.nom, qui.nom_usuel, qui.sigle, qui.commune):
            lus |= ecritures(nom)
    return {mot[:LONGUEUR_MOT] for mot in lus}


def ecrire_les_mots(flux: Sequence[Flux], lignes: Lignes) -> bool:
    """Write the words that are missing, remove those that no longer lead to the coop; tell whether any changed."""
    ids = [f.cooperative.pk for f in flux]
    ecrits: dict[int, dict[str, int]] = {pk: {} for pk in ids}
    lus = MotDeCooperative.objects.filter(cooperative__in=ids).values_list("cooperative_id", "mot", "pk")

    for cooperative, mot, pk in lus:
        ecrits[cooperative][mot] = pk

    neufs: list[MotDeCooperative] = []
    perimes: list[int] = []

    for f in flux:
        attendus, deja = mots(f.cooperative, f.histoire), ecrits[f.cooperative.pk]
        neufs += [MotDeCooperative(cooperative=f.cooperative, mot=mot) for mot in sorted(attendus - deja.keys())]
        perimes += [pk for mot, pk in deja.items() if mot not in attendus]
        if attendus != deja.keys():
            lignes.changees.add(f.cooperative.pk)
    if perimes:
        MotDeCooperative.objects.filter(pk__in=perimes).delete()
    MotDeCooperative.objects.bulk_create(neufs, batch_size=PAR_LOT)
    return bool(neufs or perimes)
