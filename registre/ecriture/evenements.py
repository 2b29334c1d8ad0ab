"""Adding a lot's events to the journal, in the order they were decided, each chained to the one before."""

import secrets
from collections.abc import Sequence

from registre.charges import Annulation, Correction, ecrire_charge
from registre.ecriture.chaine import empreinte, engagement_d_auteur
from registre.ecriture.commun import Neuf
from registre.ecriture.rangees import Lignes
from registre.models import AuteurDEvenement, Evenement, VersionDuRegistre

PAR_LOT = 500


def ecrire_les_evenements(neufs: Sequence[Neuf], lignes: Lignes, version: VersionDuRegistre) -> None:
    """Write the events and who recorded them, and move the head of the chain kept on `version`."""
    ecrits: dict[tuple[int, int], int] = {}
    attente: list[Evenement] = []
    auteurs: list[AuteurDEvenement] = []

    def vider() -> None:
        Evenement.objects.bulk_create(attente, batch_size=PAR_LOT)
        ecrits.update({(e.cooperative_id, e.rang): e.pk for e in attente})
        attente.clear()

    for neuf in neufs:
        vise = _vise(neuf)
        if vise is not None and any((e.cooperative_id, e.rang) == vise for e in attente):
            vider()
        evenement, auteur = _evenement(neuf, lignes, version.tete)
        if vise is not None:
            evenement.corrige_id = ecrits.get(vise) or Evenement.objects.values_list("pk", flat=True).get(
                cooperative=vise[0], rang=vise[1]
            )
        attente.append(evenement)
        version.tete, version.evenements = evenement.empreinte, version.evenements + 1
        if auteur is not None:
            auteurs.append(auteur)
    vider()
    for auteur in auteurs:
        auteur.evenement_id = auteur.evenement.pk
    AuteurDEvenement.objects.bulk_create(auteurs, batch_size=PAR_LOT)


def _vise(neuf: Neuf) -> tuple[int, int] | None:
    """Return the coop and rank of the event that this one corrects or annuls."""
    charge = neuf.acte.charge
    if isinstance(charge, Correction):
        return neuf.cooperative.pk, charge.retouches[0].rang
    return (neuf.cooperative.pk, charge.rang) if isinstance(charge, Annulation) else None


def _evenement(neuf: Neuf, lignes: Lignes, tete: str) -> tuple[Evenement, AuteurDEvenement | None]:
    acte, cooperative = neuf.acte, neuf.cooperative
    sel = secrets.token_hex(16) if neuf.par is not None else ""
    evenement = Evenement(
        cooperative=cooperative,
        rang=acte.rang,
        candidature=lignes.candidatures.get((cooperative.pk, neuf.dossier)) if neuf.dossier else None,
        label=lignes.labels.get(neuf.numero) if neuf.numero else None,
        operation=acte.operation.value,
        de=neuf.de,
        vers=neuf.vers,
        decide_le=acte.decide_le,
        prend_effet_le=acte.prend_effet_le,
        enregistre_le=acte.enregistre_le,
        seance=neuf.seance,
        motif=acte.motif,
        charge=ecrire_charge(acte.charge),
        empreinte_auteur=engagement_d_auteur(neuf.par.pk, sel) if neuf.par is not None else "",
        precedente=tete,
    )
    evenement.empreinte = empreinte(evenement)
    auteur = AuteurDEvenement(evenement=evenement, par=neuf.par, sel=sel) if neuf.par is not None else None
    return evenement, auteur
