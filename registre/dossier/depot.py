"""Filing a dossier, then each complement: a frozen version and the operation of the register, both or neither."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from raison_detre.models import Referentiel
from registre import operations
from registre.depots import depot_attendu
from registre.dossier import avis
from registre.dossier.completude import manques_de
from registre.dossier.contenu import empreinte, en_json
from registre.dossier.ecriture import AU_REFERENT, FERME, ouvert
from registre.dossier.lecture import LectureDeDossier, lire
from registre.dossier.models import (
    AuteurDeVersion,
    EtatDuDossier,
    PieceDeDossier,
    PieceDeVersion,
    SorteDeVersion,
    Version,
)
from registre.dossier.renouvellement.ouverture import avant_la_fenetre
from registre.dossier.situation import SituationDuDossier
from registre.droits import depose_pour_sa_coop
from registre.ecriture.verrous import verrouiller_le_registre
from registre.etats import Operation
from registre.journal.charges import Depot
from registre.journal.connu import histoire
from registre.journal.histoire import Histoire
from registre.models import Evenement, Membre
from registre.operations import OperationRefusee
from registre.operations.instruction import engagement_depose

CHANGE = "Le dossier a changé depuis que vous l’avez relu : relisez-le, puis déposez."
EDITION_REMPLACEE = (
    "Une nouvelle édition de la Raison d’être est en vigueur : passez-y depuis la page du dossier, "
    "relisez vos engagements, puis déposez."
)


class DejaDepose(OperationRefusee):
    """The dossier was filed already, and nothing is asked: the back button, or somebody else a moment before."""


def empreinte_de(lu: LectureDeDossier) -> str:
    """Return the digest of what would be filed: a form says which one was read."""
    return empreinte(en_json(lu.contenu))


@transaction.atomic
def deposer(dossier_id: int, *, membre: Membre, lue: str) -> Version:
    """File the dossier, or its complement when one was asked. `lue` is the digest of what the page showed.

    Raises `DejaDepose`, or `OperationRefusee` with all that is missing, that has changed, or that the register refuses.
    """
    if not depose_pour_sa_coop(membre):
        raise OperationRefusee(AU_REFERENT)
    verrouiller_le_registre()  # before the dossier: the order of every write
    try:
        situation = ouvert(dossier_id)
    except OperationRefusee as refus:
        raise DejaDepose(FERME) from refus

    lu = lire(situation.dossier)
    _exiger_le_tout(lu, lue)
    le = timezone.localdate()

    if situation.candidature is None:
        sorte = SorteDeVersion.DEPOT
        _deposer_la_candidature(lu, membre, le)
    else:
        sorte = SorteDeVersion.COMPLEMENT
        _completer_la_candidature(lu, situation, membre)

    version = _figer(lu, sorte, membre)
    avis.inscrire(version)
    return version


def _exiger_le_tout(lu: LectureDeDossier, lue: str) -> None:
    """Refuse what lacks something, and what is not what the page showed. Raises `OperationRefusee`."""
    if lacunes := manques_de(lu.etapes):
        raise OperationRefusee(*lacunes)
    if empreinte_de(lu) != lue:
        raise OperationRefusee(CHANGE)


def _deposer_la_candidature(lu: LectureDeDossier, membre: Membre, le: datetime.date) -> None:
    """Call the operation that files, and keep its rank. Raises `OperationRefusee`."""
    dossier = lu.dossier
    if Referentiel.objects.en_vigueur(le) != dossier.edition:
        raise OperationRefusee(EDITION_REMPLACEE)

    lue = histoire(dossier.cooperative_id) or Histoire()
    if refus := avant_la_fenetre(lue, le):
        raise OperationRefusee(refus)

    renouvelle = depot_attendu(lue) == Operation.DEPOSER_RENOUVELLEMENT
    operation = operations.deposer_renouvellement if renouvelle else operations.deposer
    candidature = operation(
        dossier.cooperative_id,
        referentiel=dossier.edition,
        choix=lu.contenu.choix(),
        par=membre.user,
        le=le,
        motif="Dossier déposé en ligne par la coopérative.",
    )

    dossier.etat, dossier.rang = EtatDuDossier.DEPOSE, candidature.rang
    dossier.save(update_fields=["etat", "rang"])


def _completer_la_candidature(lu: LectureDeDossier, situation: SituationDuDossier, membre: Membre) -> None:
    """Say to the register what the complement changes of what was filed, when it changes any of it."""
    candidature = situation.candidature
    assert candidature is not None  # noqa: S101 - the caller knows
    au_journal = (histoire(candidature.cooperative_id) or Histoire()).dossier(candidature.rang)
    assert au_journal is not None  # noqa: S101 - it is to be completed
    depot: Depot = au_journal.depot
    cles = {engagement.numero: engagement.cle for engagement in lu.edition.engagements}
    voulus = {cles[c.numero]: engagement_depose(cles[c.numero], c) for c in lu.contenu.choix()}
    if voulus == {engagement.cle: engagement for engagement in depot.engagements}:
        return

    evenement = Evenement.objects.get(cooperative=candidature.cooperative_id, rang=candidature.rang)
    operations.corriger(
        evenement.pk,
        par=membre.user,
        motif="Complément déposé en ligne par la coopérative.",
        champs={"engagements": lu.contenu.choix()},
    )


def _figer(lu: LectureDeDossier, sorte: str, membre: Membre) -> Version:
    """Keep what was filed, its files named, who filed it: nothing changes it afterwards."""
    contenu = en_json(lu.contenu)
    deja = Version.objects.filter(cooperative=lu.dossier.cooperative_id).aggregate(dernier=Max("numero"))["dernier"]
    version = Version.objects.create(
        dossier=lu.dossier,
        cooperative_id=lu.dossier.cooperative_id,
        numero=(deja or 0) + 1,
        sorte=sorte,
        edition=lu.edition.code,
        contenu=contenu,
        empreinte=empreinte(contenu),
        deposee_le=timezone.now(),
    )

    AuteurDeVersion.objects.create(version=version, par=membre.user)
    pieces = PieceDeDossier.objects.filter(pk__in=[piece.id for piece in lu.contenu.pieces])
    PieceDeVersion.objects.bulk_create(PieceDeVersion(version=version, piece=piece) for piece in pieces)
    return version
