"""Witnesses: other people's programs that keep the log's last checkpoint, and sign the next one if it only grew.

Whoever this machine is told to know (`LOG_WITNESSES`) may send what it signed; nobody else is listened to.
"""

import datetime

from django.conf import settings
from django.utils import timezone

from registre.preuve.journal_public.note import (
    COSIGNATURE,
    CleDeNote,
    NoteIllisible,
    PointDeControle,
    Signature,
    lire_cle,
    lire_point,
    moment_de,
    verifie,
)
from registre.preuve.journal_public.point_de_controle import origine
from registre.preuve.journal_public.preuves import Lecture
from registre.preuve.journal_public.tuiles_gardees import taille
from registre.preuve.models import CosignatureDeTemoin

AVANCE_PERMISE = datetime.timedelta(minutes=10)  # two clocks never agree
LONGUEUR = 8 + 64  # bytes: the moment, an Ed25519 signature


class PointEtranger(Exception):
    """A checkpoint that is not, or no longer, one of this log."""


class TemoinInconnu(Exception):
    """No signature of a witness that this machine knows, or one that does not verify."""


def temoins_connus() -> list[CleDeNote]:
    """Return the keys of the witnesses this machine knows. Raises `NoteIllisible` when one is written wrong."""
    cles = [lire_cle(texte) for texte in settings.LOG_WITNESSES]
    if any(cle.genre != COSIGNATURE for cle in cles):
        raise NoteIllisible("the key of a witness is of kind 4")
    return cles


def recevoir(note: str) -> list[str]:
    """Keep what known witnesses signed beneath one of our checkpoints, and return their names.

    Sending the same again changes nothing. Raises `NoteIllisible`, `PointEtranger`, or `TemoinInconnu` when nothing was
    to be kept.
    """
    point = lire_point(note)
    _exiger_notre_point(point)

    retenues = {
        signature.nom: signature
        for cle in temoins_connus()
        for signature in point.signatures
        if _est_valable(cle, signature, point.texte)
    }
    if not retenues:
        raise TemoinInconnu

    CosignatureDeTemoin.objects.bulk_create(
        [_ligne(point, signature) for signature in retenues.values()], ignore_conflicts=True
    )
    return sorted(retenues)


def _exiger_notre_point(point: PointDeControle) -> None:
    if point.origine != origine() or point.taille > taille():
        raise PointEtranger
    if point.racine != Lecture(point.taille).racine:
        raise PointEtranger


def _est_valable(cle: CleDeNote, signature: Signature, texte: str) -> bool:
    """Whether a witness signed it, at a moment that is not to come."""
    if not signature.est_de(cle) or len(signature.octets) != LONGUEUR:
        return False
    limite = (timezone.now() + AVANCE_PERMISE).timestamp()
    return moment_de(signature) <= limite and verifie(cle, signature, texte)


def _ligne(point: PointDeControle, signature: Signature) -> CosignatureDeTemoin:
    vu_le = datetime.datetime.fromtimestamp(moment_de(signature), datetime.UTC)
    return CosignatureDeTemoin(taille=point.taille, temoin=signature.nom, ligne=str(signature), vu_le=vu_le)
