"""From histories to the rows of the points that the committee waived."""

from collections.abc import Sequence

from registre.ecriture.flux import Flux
from registre.ecriture.lignes import PAR_LOT, Lignes, accorder, dossiers
from registre.models import DispenseDePoint


def ecrire_les_dispenses(flux: Sequence[Flux], lignes: Lignes) -> None:
    concernees = [c for c in lignes.candidatures.values() if c.pk]
    a_qui = {candidature.pk: candidature.cooperative_id for candidature in concernees}
    ecrites = {(d.candidature_id, d.rang): d for d in DispenseDePoint.objects.filter(candidature__in=concernees)}
    neuves, changees = [], []

    for f, dossier in dossiers(flux):
        candidature = lignes.candidatures[f.cooperative.pk, dossier.rang]
        for dispense in dossier.dispenses:
            valeurs = {
                "nature": str(dispense.nature),
                "mois": dispense.mois,
                "decidee_le": dispense.decidee_le,
                "motif": dispense.motif,
            }
            ligne = ecrites.pop((candidature.pk, dispense.rang), None)
            if ligne is None:
                neuves.append(DispenseDePoint(candidature=candidature, rang=dispense.rang, **valeurs))
                lignes.changees.add(f.cooperative.pk)
            elif accorder(ligne, valeurs):
                changees.append(ligne)
                lignes.changees.add(f.cooperative.pk)

    if ecrites:  # annulled
        lignes.changees |= {a_qui[dispense.candidature_id] for dispense in ecrites.values()}
        DispenseDePoint.objects.filter(pk__in=[dispense.pk for dispense in ecrites.values()]).delete()

    if changees:
        DispenseDePoint.objects.bulk_update(changees, ["nature", "mois", "decidee_le", "motif"], batch_size=PAR_LOT)

    DispenseDePoint.objects.bulk_create(neuves, batch_size=PAR_LOT)
