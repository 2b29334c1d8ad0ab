"""Every write of a thread: asked, answered, settled; and what follows a row that is taken out.

Each locks the dossier, runs in one transaction and raises `OperationRefusee` with sentences fit to show.
"""

import re
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from registre.dossier.commentaires import courriels
from registre.dossier.commentaires.lieux import RANG_DE_LIGNE, Lieu
from registre.dossier.models import CommentaireDeDossier, DossierDeCandidature, EntreQui, EtatDuDossier, EtatDuFil
from registre.dossier.models import FilDeCommentaires as Fil
from registre.dossier.models.commentaire import LONGUEUR
from registre.dossier.situation import situation_du
from registre.operations import OperationRefusee
from socle.models import User

FERME = "Ce dossier est clos : il ne se commente plus."
REGLEE = "Cette question est réglée. Pour autre chose, posez-en une nouvelle."
A_QUI_A_POSE = "Qui a posé la question dit qu’elle est réglée."
DEJA_ENVOYE = "Ce formulaire est déjà parti, avec d’autres mots. Pour envoyer ceux-ci aussi, envoyez-le encore."
VIDE = "Écrivez votre commentaire."
PLACE_DU_TITRE = 300


@dataclass(frozen=True)
class Plume:
    """Who writes, and for whom: `federation` for who instructs, else a member of the dossier's coop."""

    user: User
    federation: bool = False


@transaction.atomic
def poser(dossier_id: int, lieu: Lieu, texte: str, *, plume: Plume, formulaire: uuid.UUID) -> Fil:
    """Open a thread at a place: the members' own while the dossier is prepared, with the Federation once it is filed.

    The same form sent twice opens one. Raises `OperationRefusee`.
    """
    texte = _texte(texte)
    dossier = _verrouiller(dossier_id, plume)
    if deja := _deja(formulaire, texte, plume):
        return deja

    depose = dossier.etat == EtatDuDossier.DEPOSE
    fil = Fil.objects.create(
        dossier=dossier,
        entre=EntreQui.FEDERATION if depose else EntreQui.COOPERATIVE,
        etape=lieu.etape,
        champ=lieu.champ,
        objet=lieu.titre[:PLACE_DU_TITRE],
        pose_par_la_federation=plume.federation,
    )
    courriels.annoncer_le_commentaire(_ecrire(fil, texte, plume, formulaire))

    return fil


@transaction.atomic
def repondre(fil_id: int, texte: str, *, plume: Plume, formulaire: uuid.UUID) -> Fil:
    """Add to a thread: it is answered, or waits again when whoever asked writes. Raises `OperationRefusee`."""
    texte = _texte(texte)
    fil = _fil(fil_id, plume)
    if deja := _deja(formulaire, texte, plume):
        return deja
    if fil.etat == EtatDuFil.REGLEE:
        raise OperationRefusee(REGLEE)

    fil.etat = EtatDuFil.POSEE if _demande(fil, plume) else EtatDuFil.REPONDUE
    fil.save(update_fields=["etat"])
    courriels.annoncer_le_commentaire(_ecrire(fil, texte, plume, formulaire))

    return fil


@transaction.atomic
def regler(fil_id: int, *, plume: Plume) -> Fil:
    """Say that a question is settled: any member of what they say among themselves, else the side that asked.

    Raises `OperationRefusee`. Settled already, it stays so.
    """
    fil = _fil(fil_id, plume)
    if fil.pose_par_la_federation != plume.federation:
        raise OperationRefusee(A_QUI_A_POSE)
    if fil.etat != EtatDuFil.REGLEE:
        fil.etat, fil.regle_le = EtatDuFil.REGLEE, timezone.now()
        fil.save(update_fields=["etat", "regle_le"])
    return fil


def suivre_le_retrait(dossier_id: int, etape: str, rang: int) -> None:
    """Move the threads of a step's rows as the rows do when the one at `rang` is taken out."""
    lignes = Fil.objects.filter(dossier=dossier_id, etape=etape, champ__startswith=RANG_DE_LIGNE)
    for fil in lignes:
        sien = int(re.sub(r"\D", "", fil.champ))
        if sien >= rang:
            fil.champ = "" if sien == rang else f"{RANG_DE_LIGNE}{sien - 1}"
            fil.save(update_fields=["champ"])


def _texte(texte: str) -> str:
    """Return what is to be kept. Raises `OperationRefusee` for nothing, or for too much."""
    texte = texte.replace("\r\n", "\n").strip()
    if not texte:
        raise OperationRefusee(VIDE, champ="texte")
    if len(texte) > LONGUEUR:
        trop = f"C’est trop long : {LONGUEUR} caractères au plus, vous en avez écrit {len(texte)}."
        raise OperationRefusee(trop, champ="texte")
    return texte


def _verrouiller(dossier_id: int, plume: Plume) -> DossierDeCandidature:
    """Lock the dossier. Raises `OperationRefusee` when nobody, or not this side, may write beside it."""
    verrouilles = DossierDeCandidature.objects.select_for_update(of=("self",)).select_related("cooperative", "edition")
    dossier = verrouilles.get(pk=dossier_id)
    prive = plume.federation and dossier.etat != EtatDuDossier.DEPOSE
    if prive or dossier.etat == EtatDuDossier.RETIRE or situation_du(dossier).close:
        raise OperationRefusee(FERME)
    return dossier


def _fil(fil_id: int, plume: Plume) -> Fil:
    """Return a thread, its dossier locked, as it now stands. Raises `OperationRefusee`."""
    dossier = _verrouiller(Fil.objects.values_list("dossier", flat=True).get(pk=fil_id), plume)
    fil = Fil.objects.get(pk=fil_id)
    if plume.federation and fil.entre != EntreQui.FEDERATION:
        raise OperationRefusee(FERME)
    fil.dossier = dossier
    return fil


def _deja(formulaire: uuid.UUID, texte: str, plume: Plume) -> Fil | None:
    """Return the thread that this form wrote in already. Raises `OperationRefusee` when it now says something else."""
    deja = CommentaireDeDossier.objects.filter(formulaire=formulaire).select_related("fil").first()
    if deja is None:
        return None
    if deja.texte != texte or deja.ecrit_par_id != plume.user.pk:
        raise OperationRefusee(DEJA_ENVOYE, champ="texte")
    return deja.fil


def _demande(fil: Fil, plume: Plume) -> bool:
    """Whether this comment asks again rather than answers."""
    if fil.entre == EntreQui.FEDERATION:
        return fil.pose_par_la_federation == plume.federation
    premier = CommentaireDeDossier.objects.filter(fil=fil).order_by("pk").first()
    return premier is not None and premier.ecrit_par_id == plume.user.pk


def _ecrire(fil: Fil, texte: str, plume: Plume, formulaire: uuid.UUID) -> CommentaireDeDossier:
    return CommentaireDeDossier.objects.create(
        fil=fil, texte=texte, de_la_federation=plume.federation, ecrit_par=plume.user, formulaire=formulaire
    )
