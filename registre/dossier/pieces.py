"""The files of a dossier: checked as they arrive, kept out of any public address, taken out without being lost.

What is checked of a file is `socle.medias.televersements`: its content is of the kind its name says, pictures are drawn
again without what a camera hides in them.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from registre.dossier.ecriture import ouvert
from registre.dossier.models import PieceDeDossier, PieceDeVersion, SorteDePiece
from registre.dossier.models.piece import DOSSIER_FERME
from registre.operations import OperationRefusee
from socle.medias.muet import PHRASE, StockageMuet, effacer_au_mieux
from socle.medias.televersements import ChampImage, verifier_contenu
from socle.models import User

IMAGES = ("jpg", "jpeg", "png", "webp", "avif", "gif")
MEGA = 1024 * 1024
PAR_PIECE, PAR_DOSSIER = 20 * MEGA, 200 * MEGA
NOM_MAXIMAL = 150


@dataclass(frozen=True)
class Recu:
    """A file that was checked, a picture drawn again: its name, its size in bytes, its SHA-256."""

    fichier: UploadedFile
    nom: str
    taille: int
    empreinte: str


def lire_le_fichier(fichier: UploadedFile) -> Recu:
    """Return a file as it may be kept, here or with an appeal. Raises `OperationRefusee`."""
    nom = PurePath(fichier.name or "fichier").name[-NOM_MAXIMAL:]
    verifie = _verifie(fichier, nom)
    return Recu(verifie, nom, verifie.size or 0, _empreinte(verifie))


def lire_la_photo(fichier: UploadedFile) -> Recu:
    """Return a picture, drawn again; no other file passes. Raises `OperationRefusee` that names the field `photos`."""
    extension = PurePath(fichier.name or "").suffix.lower().removeprefix(".")
    if extension not in IMAGES:
        raise OperationRefusee(f"« {fichier.name} » n’est pas une photographie.", champ="photos")
    try:
        return lire_le_fichier(fichier)
    except OperationRefusee as refus:
        raise OperationRefusee(*refus.messages, champ="photos") from refus


def recevoir(
    dossier_id: int, fichier: UploadedFile, *, par: User, libelle: str = "", sorte: str = SorteDePiece.PIECE
) -> PieceDeDossier:
    """Keep a file in a dossier; a letter takes the place of the one before. Raises `OperationRefusee`."""
    recu = lire_le_fichier(fichier)
    piece = PieceDeDossier(
        dossier_id=dossier_id,
        sorte=sorte,
        fichier=recu.fichier,
        nom=recu.nom,
        libelle=libelle[:NOM_MAXIMAL],
        taille=recu.taille,
        empreinte=recu.empreinte,
        recue_de=par,
    )

    with fichiers_defaits([piece], DOSSIER_FERME), transaction.atomic():
        _faire_place(piece)
        piece.save()

    return piece


@contextmanager
def fichiers_defaits(pieces: Iterable[Any], dossier: str) -> Iterator[None]:
    """Leave no file in this folder when what is done inside is undone. Each piece has its `fichier`.

    Around the transaction, not in it. A killed process does leave one: `socle.medias.orphelins` finds it.
    Raises `OperationRefusee` when the storage does not answer: people are told so on their form.
    """
    try:
        yield
    except BaseException as faute:
        for piece in pieces:
            if (piece.fichier.name or "").startswith(f"{dossier}/"):  # else it was not stored yet
                effacer_au_mieux(piece.fichier.storage, piece.fichier.name)
        if isinstance(faute, StockageMuet):
            raise OperationRefusee(str(PHRASE)) from faute
        raise


def _faire_place(piece: PieceDeDossier) -> None:
    """Lock the dossier, refuse what it has no room for, take out the letter that this one replaces."""
    ouvert(piece.dossier_id)
    presentes = PieceDeDossier.objects.filter(dossier=piece.dossier_id, retiree_le__isnull=True)
    deja = presentes.aggregate(total=Sum("taille"))["total"] or 0

    if deja + piece.taille > PAR_DOSSIER:
        raise OperationRefusee(
            f"« {piece.nom} » ferait dépasser 200 Mo à ce dossier : retirez une pièce, ou réduisez celle-ci."
        )
    if piece.sorte == SorteDePiece.LETTRE:
        for ancienne in presentes.filter(sorte=SorteDePiece.LETTRE):
            _oter(ancienne)


@transaction.atomic
def retirer(dossier_id: int, piece_id: int) -> None:
    """Take a file out of a dossier; a version that has it keeps it. Raises `OperationRefusee`."""
    ouvert(dossier_id)
    _oter(PieceDeDossier.objects.get(pk=piece_id, dossier=dossier_id, retiree_le__isnull=True))


def _oter(piece: PieceDeDossier) -> None:
    if PieceDeVersion.objects.filter(piece=piece).exists():
        piece.retiree_le = timezone.now()
        piece.save(update_fields=["retiree_le"])
        return

    piece.delete()
    effacer_le_fichier(piece.fichier)


def effacer_le_fichier(fichier: FieldFile) -> None:
    """Delete a file once the transaction that removes its row is sure; undone with it."""
    stockage, chemin = fichier.storage, fichier.name or ""
    transaction.on_commit(lambda: effacer_au_mieux(stockage, chemin))


def _verifie(fichier: UploadedFile, nom: str) -> UploadedFile:
    """Return the file, a picture drawn again. Raises `OperationRefusee` with the reason, in words."""
    extension = PurePath(nom).suffix.lower().removeprefix(".")
    if not fichier.size:
        raise OperationRefusee(f"« {nom} » est vide : vérifiez le fichier, puis renvoyez-le.")
    if fichier.size > PAR_PIECE:
        taille = f"{fichier.size / MEGA:.1f}".replace(".", ",")
        raise OperationRefusee(f"« {nom} » pèse {taille} Mo : 20 Mo au plus. Réduisez-le, ou partagez-le en plusieurs.")
    if extension not in (*settings.WAGTAILDOCS_EXTENSIONS, *IMAGES):
        raise OperationRefusee(f"« {nom} » n’est pas d’un format accepté : enregistrez-le en PDF, puis renvoyez-le.")

    try:
        if extension in IMAGES:
            recue: UploadedFile = ChampImage().clean(fichier)
            return recue
        verifier_contenu(fichier)
    except ValidationError as refus:
        raise OperationRefusee(*(f"« {nom} » : {message}" for message in refus.messages)) from refus

    return fichier


def _empreinte(fichier: UploadedFile) -> str:
    calcul = hashlib.sha256()
    fichier.seek(0)
    for morceau in fichier.chunks():
        calcul.update(morceau)
    fichier.seek(0)
    return calcul.hexdigest()
