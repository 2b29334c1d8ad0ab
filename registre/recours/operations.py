"""Every write of an appeal: filed, given a session, decided, or taken back by its coop.

The register itself changes by its own operations only.
"""

import datetime
import uuid
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from registre.dossier.pieces import Recu, fichiers_defaits, lire_le_fichier
from registre.droits import depose_pour_sa_coop
from registre.ecriture.verrous import verrouiller
from registre.models import Evenement, Membre, SeanceComite
from registre.operations import OperationRefusee
from registre.recours import courriels
from registre.recours.decisions import decision_de
from registre.recours.models import ISSUES, EtatDuRecours, PieceDeRecours, RecoursDeCooperative
from registre.recours.models.recours import DOSSIER_FERME, LONGUEUR
from socle.models import User
from socle.templatetags.typographie import en_toutes_lettres

FICHIERS_MAXIMUM = 5
AU_REFERENT = "Un référent de la coopérative dépose le recours."
DEJA = "Cette décision a déjà un recours : un seul est possible."
A_SOI = "Vous êtes membre de cette coopérative : une autre personne s’en charge."
SANS_MOYENS = "Dites pourquoi vous contestez cette décision."
CLOS = "Ce recours est tranché : il ne change plus."
RETRAIT_AU_REFERENT = "Un référent de la coopérative retire le recours."
RETIRE = "La coopérative a retiré ce recours : il ne s’entend plus."
DEJA_RETIRE = "Ce recours est déjà retiré."
TROP_TARD = "Le comité a répondu à ce recours : il ne se retire plus."
DU_RETIRE = "Ce formulaire est celui d’un recours que vous avez retiré. Pour en déposer un autre, envoyez-le encore."


def deposer(
    membre: Membre, rang: int, moyens: str, fichiers: Sequence[UploadedFile], *, formulaire: uuid.UUID
) -> RecoursDeCooperative:
    """File an appeal against the decision of this rank; the same form sent twice files one. Raises `OperationRefusee`.

    Files are read first, and taken away when the appeal is not filed after all.
    """
    if not depose_pour_sa_coop(membre):
        raise OperationRefusee(AU_REFERENT)
    moyens = _texte(moyens, "moyens", SANS_MOYENS)
    if len(fichiers) > FICHIERS_MAXIMUM:
        raise OperationRefusee(f"{FICHIERS_MAXIMUM} fichiers au plus : réunissez-les.", champ="fichiers")

    pieces = [_piece(lire_le_fichier(fichier)) for fichier in fichiers]
    with fichiers_defaits(pieces, DOSSIER_FERME):
        return _deposer(membre, rang, moyens, pieces, formulaire)


@transaction.atomic
def _deposer(
    membre: Membre, rang: int, moyens: str, pieces: Sequence[PieceDeRecours], formulaire: uuid.UUID
) -> RecoursDeCooperative:
    cooperative = verrouiller(membre.cooperative_id)
    deja = RecoursDeCooperative.objects.filter(formulaire=formulaire, cooperative=cooperative).first()
    if deja is not None and deja.etat == EtatDuRecours.RETIRE:
        raise OperationRefusee(DU_RETIRE)
    if deja is not None and deja.moyens == moyens:
        return deja

    decision = decision_de(cooperative, rang)
    if decision is None:
        raise OperationRefusee("Cette décision n’est plus au registre : il n’y a rien à contester.")
    if decision.recours is not None:
        raise OperationRefusee(DEJA)
    if not decision.ouverte(timezone.localdate()):
        raise OperationRefusee(f"Le délai pour contester est passé : il courait jusqu’au {_jour(decision.avant_le)}.")

    recours = RecoursDeCooperative.objects.create(
        cooperative=cooperative,
        decision=Evenement.objects.get(cooperative=cooperative, rang=rang),
        moyens=moyens,
        depose_par=membre.user,
        formulaire=formulaire,
    )
    for piece in pieces:
        piece.recours = recours
        piece.save()
    courriels.accuser_reception(recours)

    return recours


@transaction.atomic
def inscrire(recours_id: int, seance: SeanceComite, *, par: User) -> RecoursDeCooperative:
    """Give an appeal the session that hears it, or another one. Raises `OperationRefusee`.

    Not the session that decided; one whose minutes name none is known by its day. Not one held before the appeal.
    """
    recours = _ouvert(recours_id, par)
    if _a_decide(seance, recours.decision):
        raise OperationRefusee(
            "Cette séance est celle qui a pris la décision : un recours s’entend à une autre.", champ="seance"
        )
    if seance.le < timezone.localdate(recours.depose_le):
        raise OperationRefusee("Cette séance s’est tenue avant le dépôt du recours.", champ="seance")

    if recours.seance_id != seance.pk:
        recours.seance, recours.etat = seance, EtatDuRecours.A_ENTENDRE
        recours.save(update_fields=["seance", "etat"])
        courriels.annoncer_la_seance(recours)
    return recours


@transaction.atomic
def trancher(recours_id: int, *, issue: str, reponse: str, le: datetime.date, par: User) -> RecoursDeCooperative:
    """Keep what the committee answered, with its reasons; they leave by mail. Raises `OperationRefusee`.

    `le` is the day of the session, or a later one. Annulled, the decision stands in the register until its own
    operation is carried out.
    """
    recours = _ouvert(recours_id, par)
    reponse = _texte(reponse, "reponse", "Écrivez les motifs : la coopérative les lit.")
    if recours.seance is None:
        raise OperationRefusee("Inscrivez d’abord ce recours à une séance : il se tranche après avoir été entendu.")
    if issue not in ISSUES:
        raise OperationRefusee("Dites si la décision est maintenue ou annulée.", champ="issue")
    if not recours.seance.le <= le <= timezone.localdate():
        message = f"Le jour va de celui de la séance, le {_jour(recours.seance.le)}, à aujourd’hui."
        raise OperationRefusee(message, champ="le")

    recours.etat, recours.reponse, recours.tranche_le, recours.tranche_par = EtatDuRecours(issue), reponse, le, par
    recours.save(update_fields=["etat", "reponse", "tranche_le", "tranche_par"])
    courriels.dire_la_reponse(recours)

    return recours


@transaction.atomic
def retirer(membre: Membre, recours_id: int) -> RecoursDeCooperative:
    """Take back an appeal that waits: no session hears it any more, and another may be filed within the delay.

    Its coop and who instructs are told. Raises `OperationRefusee`, and `RecoursDeCooperative.DoesNotExist`.
    """
    if not depose_pour_sa_coop(membre):
        raise OperationRefusee(RETRAIT_AU_REFERENT)
    verrouiller(membre.cooperative_id)
    verrouilles = RecoursDeCooperative.objects.select_for_update(of=("self",)).filter(cooperative=membre.cooperative_id)
    recours = verrouilles.select_related("cooperative", "seance").get(pk=recours_id)
    if not recours.ouvert:
        raise OperationRefusee(DEJA_RETIRE if recours.etat == EtatDuRecours.RETIRE else TROP_TARD)

    seance, recours.seance = recours.seance, None
    recours.etat, recours.retire_le, recours.retire_par = EtatDuRecours.RETIRE, timezone.now(), membre.user
    recours.save(update_fields=["etat", "seance", "retire_le", "retire_par"])
    courriels.dire_le_retrait(recours, seance)

    return recours


def _ouvert(recours_id: int, par: User) -> RecoursDeCooperative:
    """Return an appeal, locked. Raises `OperationRefusee` when it is over, or for a member of that coop."""
    verrouilles = RecoursDeCooperative.objects.select_for_update(of=("self",))
    recours = verrouilles.select_related("cooperative", "decision__seance", "seance").get(pk=recours_id)
    if Membre.objects.filter(cooperative=recours.cooperative_id, user=par).exists():
        raise OperationRefusee(A_SOI)
    if not recours.ouvert:
        raise OperationRefusee(CLOS if recours.clos else RETIRE)
    return recours


def _a_decide(seance: SeanceComite, decision: Evenement) -> bool:
    return seance.pk == decision.seance_id or (decision.seance_id is None and seance.le == decision.decide_le)


def _piece(recu: Recu) -> PieceDeRecours:
    return PieceDeRecours(fichier=recu.fichier, nom=recu.nom, taille=recu.taille, empreinte=recu.empreinte)


def _texte(texte: str, champ: str, vide: str) -> str:
    """Return what is to be kept. Raises `OperationRefusee` for nothing, or for too much."""
    texte = texte.replace("\r\n", "\n").strip()
    if not texte:
        raise OperationRefusee(vide, champ=champ)
    if len(texte) > LONGUEUR:
        trop = f"C’est trop long : {LONGUEUR} caractères au plus, vous en avez écrit {len(texte)}."
        raise OperationRefusee(trop, champ=champ)
    return texte


def _jour(le: datetime.date) -> str:
    return en_toutes_lettres(le)
