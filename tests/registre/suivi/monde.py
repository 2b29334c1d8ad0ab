"""A coop after admissibility, and a point that it tells, for tests that look at every door."""

import datetime
from typing import Any

from django.utils import timezone

from registre import operations
from registre.dossier.contenu import empreinte
from registre.models import Candidature, Cooperative
from registre.suivi.contenu import ContenuDuPoint, ReleveDit, en_json
from registre.suivi.models import EtatDuPoint, PieceDePoint, PointDeCooperative
from tests.registre.dossier.monde import PDF, fichier
from tests.registre.factories import CHOIX_VALIDE, choix, edition


def saisie(valeur: str = "12,5 %", **champs: Any) -> dict[str, Any]:
    """What one types of every indicator, of a candidature of the tests."""
    jour = f"{timezone.localdate():%d/%m/%Y}"
    lignes = {
        f"cle-{numero}-0-{nom}": mot
        for numero in CHOIX_VALIDE
        for nom, mot in (("valeur", valeur), ("releve_le", jour), ("preuve", "Tableau de suivi."))
    }
    return lignes | {"difficultes": "Trop peu de temps.", "aide": "Une méthode.", "version": "0"} | champs


def point_envoye(candidature: Candidature, mois: int = 6, **champs: Any) -> PointDeCooperative:
    """A point of this candidature, as it stands once it was sent."""
    releve = ReleveDit("cle-1", 0, "1. Taux", "%", None, None, "Pas encore compté.")
    contenu = en_json(ContenuDuPoint((releve,), difficultes="Trop peu de temps."))
    voulus: dict[str, Any] = {
        "nature": "point_etape",
        "mois": mois,
        "etat": EtatDuPoint.ENVOYE,
        "contenu": contenu,
        "empreinte": empreinte(contenu),
        "envoye_le": timezone.now(),
    }
    return PointDeCooperative.objects.create(candidature=candidature, **voulus | champs)


def brouillon_de(candidature: Candidature, mois: int = 6, **champs: Any) -> PointDeCooperative:
    """A point of this candidature in preparation, nothing typed in it yet."""
    vide: dict[str, Any] = {"etat": EtatDuPoint.EN_PREPARATION, "contenu": {}, "empreinte": "", "envoye_le": None}
    return point_envoye(candidature, mois, **vide | champs)


def piece_de(point: PointDeCooperative) -> PieceDePoint:
    """A file of this point."""
    return PieceDePoint.objects.create(
        point=point, fichier=fichier(), nom="tableau.pdf", taille=len(PDF), empreinte="0" * 64
    )


def admise_ce_jour(cooperative: Cooperative) -> Candidature:
    """A candidature filed and admissible today: what its coop did before may have ended today too."""
    le = timezone.localdate()
    deposee = operations.deposer(cooperative.pk, referentiel=edition(), choix=choix(), par=None, le=le, motif="")
    operations.declarer_complete(deposee.pk, par=None, le=le)
    return operations.declarer_admissible(deposee.pk, par=None, le=le)


def cles_d_un_point(cooperative: Cooperative) -> dict[str, int]:
    """What the addresses of a coop's point, and of a file of it, are made of."""
    piece = piece_de(brouillon_de(admise_ce_jour(cooperative)))
    return {"suivie": piece.point.candidature.rang, "piece_de_point": piece.pk}


def il_y_a(mois: int) -> datetime.date:
    """The day so many months of thirty days ago."""
    return timezone.localdate() - datetime.timedelta(days=30 * mois)
