"""Every write of a point while it is prepared: what is typed, its files.

Each locks the coop, runs in one transaction and raises `OperationRefusee` with sentences fit to show.
"""

import datetime
from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from registre.dossier.pieces import Recu, effacer_le_fichier, fichiers_defaits, lire_le_fichier
from registre.ecriture.verrous import verrouiller
from registre.models import Membre
from registre.operations import OperationRefusee
from registre.suivi.lecture import PointDuSuivi, candidatures_suivies, points_du_suivi
from registre.suivi.models import EtatDuPoint, PieceDePoint, PointDeCooperative
from registre.suivi.models.piece import DOSSIER_FERME
from socle.formulaires.saisie import Saisie

FICHIERS_MAXIMUM = 10
PARTI = "Ce point est déjà envoyé : ce que vous écrivez ici n’est plus gardé."
CLOS = "Ce point n’est plus attendu : il est au registre, ou le comité en a dispensé votre coopérative."
Cle = tuple[int, int]  # the rank of the candidature, the months of the point


class PointEcritAilleurs(Exception):
    """The draft was written from elsewhere since this form was read. `point` is what it holds now."""

    def __init__(self, point: PointDeCooperative) -> None:
        super().__init__("point written from elsewhere")
        self.point = point


def point_de(membre: Membre, cle: Cle, au: datetime.date) -> PointDuSuivi | None:
    """Return the point of this key of the member's coop, None for one it does not have. Six queries."""
    suivies = [s for s in candidatures_suivies(membre.cooperative, au) if s.candidature.rang == cle[0]]
    return next((point for point in points_du_suivi(suivies) if point.echeance.mois == cle[1]), None)


@transaction.atomic
def garder(membre: Membre, cle: Cle, saisie: Saisie, *, version: int) -> PointDeCooperative:
    """Keep a point as it is typed, valid or not; `version` is the one its form was read from, 0 for none.

    Raises `PointEcritAilleurs`, nothing written, when somebody wrote since; `OperationRefusee` when it is not open.
    """
    point = ouvert(membre, cle)
    brouillon = point.dernier if point.commence else None
    if brouillon is None:
        return _commencer(point, membre, saisie)
    if brouillon.donnees == saisie.donnees:
        return brouillon
    if brouillon.version != version:
        raise PointEcritAilleurs(brouillon)

    brouillon.donnees, brouillon.version = saisie.donnees, brouillon.version + 1
    brouillon.modifiee_le, brouillon.modifiee_par = timezone.now(), membre.user
    brouillon.save()
    return brouillon


def joindre(membre: Membre, cle: Cle, fichiers: Sequence[UploadedFile]) -> None:
    """Add files to the draft, all or none. Raises `OperationRefusee`."""
    pieces = [_piece(lire_le_fichier(fichier), membre) for fichier in fichiers]
    with fichiers_defaits(pieces, DOSSIER_FERME), transaction.atomic():
        brouillon = ouvert(membre, cle).dernier
        assert brouillon is not None  # noqa: S101 - what is typed is kept first
        if PieceDePoint.objects.filter(point=brouillon).count() + len(pieces) > FICHIERS_MAXIMUM:
            raise OperationRefusee(f"{FICHIERS_MAXIMUM} fichiers au plus : réunissez-les.")
        for piece in pieces:
            piece.point = brouillon
            piece.save()


@transaction.atomic
def oter(membre: Membre, cle: Cle, empreinte: str) -> None:
    """Take a file out of the draft; what was sent with it keeps it. Raises `OperationRefusee`."""
    point = ouvert(membre, cle)
    if point.commence:
        effacer_les_pieces(list(PieceDePoint.objects.filter(point=point.dernier, empreinte=empreinte)))


def effacer_les_pieces(pieces: Sequence[PieceDePoint]) -> None:
    """Delete these files, in a transaction; one that another point names stays on the disk."""
    for piece in pieces:
        piece.delete()
        if not PieceDePoint.objects.filter(fichier=piece.fichier.name).exists():
            effacer_le_fichier(piece.fichier)


def ouvert(membre: Membre, cle: Cle) -> PointDuSuivi:
    """Lock the coop and return its point. Raises `OperationRefusee` when nobody may write it."""
    verrouiller(membre.cooperative_id)
    point = point_de(membre, cle, timezone.localdate())
    if point is not None and point.envoye:
        raise OperationRefusee(PARTI)
    if point is None or not point.ouvert:
        raise OperationRefusee(CLOS)
    return point


def _commencer(point: PointDuSuivi, membre: Membre, saisie: Saisie) -> PointDeCooperative:
    """Begin a draft; told anew, it has the files of what was sent back."""
    brouillon = PointDeCooperative.objects.create(
        candidature=point.candidature,
        nature=point.echeance.nature,
        mois=point.echeance.mois,
        etat=EtatDuPoint.EN_PREPARATION,
        donnees=saisie.donnees,
        modifiee_par=membre.user,
    )
    for piece in PieceDePoint.objects.filter(point=point.dernier).order_by("pk") if point.dernier else ():
        piece.pk, piece.point = None, brouillon
        piece.save()
    return brouillon


def _piece(recu: Recu, membre: Membre) -> PieceDePoint:
    return PieceDePoint(
        fichier=recu.fichier, nom=recu.nom, taille=recu.taille, empreinte=recu.empreinte, recue_de=membre.user
    )
