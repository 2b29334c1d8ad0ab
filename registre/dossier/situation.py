"""Where a coop's dossier stands today: to prepare, filed, to complete; and what the Federation asked."""

import datetime
from dataclasses import dataclass

from registre.dossier.models import DossierDeCandidature, EtatDuDossier, SorteDeVersion, Version
from registre.etats import CLOS, Etat, Operation
from registre.journal.acte import Acte
from registre.journal.charges import DecisionSurDossier
from registre.journal.connu import actes
from registre.journal.rejeu import en_vigueur
from registre.models import Candidature, Cooperative


@dataclass(frozen=True)
class DemandeDeComplement:
    """What the Federation asked to complete: in its words, on which day, recorded at which moment."""

    motif: str
    le: datetime.date
    enregistree_le: datetime.datetime


@dataclass(frozen=True)
class SituationDuDossier:
    """The dossier that counts today, the candidature it became once filed, the complement that waits for the coop."""

    dossier: DossierDeCandidature
    candidature: Candidature | None = None
    complement: DemandeDeComplement | None = None

    @property
    def modifiable(self) -> bool:
        """Whether its coop may write in it."""
        return self.dossier.etat == EtatDuDossier.EN_PREPARATION or self.complement is not None

    @property
    def close(self) -> bool:
        """Whether nothing more will come of it: its coop may begin another."""
        if self.dossier.etat == EtatDuDossier.EN_PREPARATION:
            return False
        return self.candidature is None or self.candidature.etat in CLOS


def situation_de(cooperative: Cooperative) -> SituationDuDossier | None:
    """Return where the coop's latest dossier stands, None when it never began one. Two queries, three to complete."""
    dossiers = DossierDeCandidature.objects.filter(cooperative=cooperative).exclude(etat=EtatDuDossier.RETIRE)
    dossier = dossiers.select_related("edition", "cooperative").order_by("-pk").first()
    return situation_du(dossier) if dossier else None


def situation_du(dossier: DossierDeCandidature) -> SituationDuDossier:
    """Return where a dossier stands."""
    if dossier.rang is None:
        return SituationDuDossier(dossier)

    candidature = Candidature.tous.filter(cooperative=dossier.cooperative_id, rang=dossier.rang).first()
    if candidature is None or candidature.etat != Etat.A_COMPLETER:
        return SituationDuDossier(dossier, candidature)

    demande = _demande(dossier)
    if demande is None or _repondue(dossier, demande):
        return SituationDuDossier(dossier, candidature)
    return SituationDuDossier(dossier, candidature, demande)


def _demande(dossier: DossierDeCandidature) -> DemandeDeComplement | None:
    """The last complement asked of this dossier, as it reads now."""
    lus = actes([dossier.cooperative_id]).get(dossier.cooperative_id, [])
    demandes = [acte for acte in en_vigueur(lus) if _est_une_demande(acte, dossier)]
    if not demandes:
        return None
    derniere = demandes[-1]
    assert derniere.enregistre_le is not None  # noqa: S101 - read from the journal
    return DemandeDeComplement(derniere.motif, derniere.prend_effet_le, derniere.enregistre_le)


def _est_une_demande(acte: Acte, dossier: DossierDeCandidature) -> bool:
    return (
        acte.operation == Operation.DEMANDER_COMPLEMENT
        and isinstance(acte.charge, DecisionSurDossier)
        and acte.charge.dossier == dossier.rang
    )


def _repondue(dossier: DossierDeCandidature, demande: DemandeDeComplement) -> bool:
    complements = Version.objects.filter(dossier=dossier, sorte=SorteDeVersion.COMPLEMENT)
    return complements.filter(deposee_le__gt=demande.enregistree_le).exists()
