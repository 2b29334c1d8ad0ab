"""Adding a lot's events to the journal, in the order they were decided, each chained to the one before."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field

from registre.ecriture.chaine import empreinte, engagement_d_auteur
from registre.ecriture.commun import Neuf
from registre.ecriture.lignes import Lignes
from registre.journal.charges import Annulation, Correction, ecrire_charge
from registre.models import AuteurDEvenement, Evenement, VersionDuRegistre

PAR_LOT = 500


def ecrire_les_evenements(neufs: Iterable[Neuf], lignes: Lignes, version: VersionDuRegistre) -> list[Evenement]:
    """Write the events and who recorded them, move the head of the chain kept on `version`, and return the events."""
    suite, ecrits = SuiteDEvenements(), []
    for neuf in neufs:
        vise = _vise(neuf)
        corrige = suite.cle(*vise) if vise is not None else None
        evenement, auteur = _evenement(neuf, lignes, version.tete)
        evenement.corrige_id = corrige
        suite.ajouter(evenement, auteur)
        ecrits.append(evenement)
        version.tete, version.evenements = evenement.empreinte, version.evenements + 1
    suite.vider()
    return ecrits


@dataclass
class SuiteDEvenements:
    """Events about to be written, so many at once, and who recorded them; the keys of those written before."""

    ecrits: dict[tuple[int, int], int] = field(default_factory=dict)
    attente: dict[tuple[int, int], Evenement] = field(default_factory=dict)
    auteurs: list[AuteurDEvenement] = field(default_factory=list)

    def ajouter(self, evenement: Evenement, auteur: AuteurDEvenement | None) -> None:
        """Add an event, and write those that wait once they are many."""
        self.attente[evenement.cooperative_id, evenement.rang] = evenement
        if auteur is not None:
            self.auteurs.append(auteur)
        if len(self.attente) >= PAR_LOT:
            self.vider()

    def vider(self) -> None:
        """Write the events that wait, then who recorded them, which needs their keys."""
        Evenement.objects.bulk_create(self.attente.values())
        self.ecrits |= {place: evenement.pk for place, evenement in self.attente.items()}
        for auteur in self.auteurs:
            auteur.evenement_id = auteur.evenement.pk
        AuteurDEvenement.objects.bulk_create(self.auteurs)
        self.attente.clear()
        self.auteurs.clear()

    def cle(self, cooperative: int, rang: int) -> int:
        """Return the key of an event of this coop, written now if it still waits."""
        if (cooperative, rang) in self.attente:
            self.vider()
        deja = self.ecrits.get((cooperative, rang))
        return deja or Evenement.objects.values_list("pk", flat=True).get(cooperative=cooperative, rang=rang)


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
