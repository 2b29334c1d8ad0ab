"""Every write of an act of deployment: declare, correct, withdraw. Each leaves its line in the history."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from raison_detre.deploiement.actes import ActeDeDeploiement
from raison_detre.models import Referentiel
from registre.ecriture.verrous import verrouiller
from registre.operations import OperationRefusee
from registre.promotion.deploiement.preuves import jeter
from registre.promotion.models import ChangementDeDeploiement, Deploiement, SorteDeChangement
from socle.models import SiteDocument, User
from socle.templatetags.typographie import en_toutes_lettres

DEPASSEE = (
    "Quelqu’un de votre coopérative a changé cette déclaration pendant que vous l’écriviez. "
    "Voici ce qui est enregistré : relisez-le, puis corrigez-le s’il le faut."
)


@dataclass(frozen=True)
class Declaration:
    """What a coop says of an act. `document` replaces the one that was there; `sans_document` takes it away."""

    fait_le: datetime.date
    adresse: str = ""
    document: SiteDocument | None = None
    sans_document: bool = False
    affichage_consenti: bool = False
    preuve_montree: bool = False


class DeclarationDepassee(OperationRefusee):
    """Somebody else changed the row since the form was read."""


def faute_de_jour(fait_le: datetime.date, aujourdhui: datetime.date) -> str:
    """Return why an act cannot have been done that day, empty when it can. One query."""
    if fait_le > aujourdhui:
        return "Cette date est à venir : déclarez l’acte une fois fait."

    adoptee = Referentiel.objects.sources().aggregate(premiere=Min("adopte_le"))["premiere"]
    if adoptee and fait_le < adoptee:
        return f"La Raison d’être a été adoptée le {en_toutes_lettres(adoptee)} : un acte ne peut la précéder."

    return ""


@transaction.atomic
def declarer(
    cooperative_id: int, acte: ActeDeDeploiement, declaration: Declaration, *, revision: int, par: User | None
) -> Deploiement:
    """Declare the act, or correct what was declared; `revision` is the one the form showed, 0 for none.

    Raises `OperationRefusee`: not a possible day; `DeclarationDepassee`: another person came first.
    """
    verrouiller(cooperative_id)
    ligne = _relire(cooperative_id, acte, revision)
    if faute := faute_de_jour(declaration.fait_le, timezone.localdate()):
        raise OperationRefusee(faute)

    sorte = SorteDeChangement.CORRIGE if ligne else SorteDeChangement.DECLARE
    ligne = ligne or Deploiement(cooperative_id=cooperative_id, acte=acte, revision=0)
    remplace = ligne.document if declaration.document or declaration.sans_document else None

    ligne.fait_le, ligne.adresse = declaration.fait_le, declaration.adresse
    ligne.document = declaration.document or (None if declaration.sans_document else ligne.document)
    ligne.affichage_consenti = declaration.affichage_consenti
    ligne.preuve_montree = declaration.affichage_consenti and declaration.preuve_montree and ligne.a_une_preuve
    ligne.revision, ligne.modifie_le, ligne.modifie_par = ligne.revision + 1, timezone.now(), par
    ligne.save()

    _consigner(ligne, sorte, par)
    jeter(remplace)
    return ligne


@transaction.atomic
def retirer(cooperative_id: int, acte: ActeDeDeploiement, *, revision: int, par: User | None) -> None:
    """Withdraw what was declared, and its proof with it. Raises `DeclarationDepassee`."""
    verrouiller(cooperative_id)
    ligne = _relire(cooperative_id, acte, revision)
    if ligne is None:
        raise DeclarationDepassee("Cet acte n’est pas déclaré : il n’y a rien à retirer.")

    _consigner(ligne, SorteDeChangement.RETIRE, par)
    document = ligne.document
    ligne.delete()
    jeter(document)


def _relire(cooperative_id: int, acte: ActeDeDeploiement, revision: int) -> Deploiement | None:
    """The row as it is now, the coop being locked. Raises `DeclarationDepassee` when it is not the one read."""
    lues = Deploiement.objects.select_related("document")
    ligne = lues.filter(cooperative=cooperative_id, acte=acte).first()
    if (ligne.revision if ligne else 0) != revision:
        raise DeclarationDepassee(DEPASSEE)
    return ligne


def _consigner(ligne: Deploiement, sorte: SorteDeChangement, par: User | None) -> None:
    ChangementDeDeploiement.objects.create(
        cooperative_id=ligne.cooperative_id, acte=ligne.acte, sorte=sorte, fait_le=ligne.fait_le, par=par
    )
