"""The checkpoint: how many leaves, their root, signed by the log's key and cosigned by witnesses."""

from urllib.parse import urlsplit

from django.conf import settings

from registre.preuve.cles import Usage, cles_publiques, signataire
from registre.preuve.journal_public.note import ED25519, CleDeNote, Signature, texte_de_point
from registre.preuve.models import CosignatureDeTemoin

PREFIXE = "/registre/journal"


def origine() -> str:
    """Return the log's name: its address, without scheme."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc + PREFIXE


def cle_de_note(octets: bytes) -> CleDeNote:
    """Return a key of the log as notes name it."""
    return CleDeNote(origine(), ED25519, octets)


def cles_du_journal() -> list[CleDeNote]:
    """Return the keys that verify the log's signature, current and former, the latest first."""
    return [cle_de_note(cle.octets) for cle in reversed(cles_publiques(Usage.JOURNAL))]


def point_signe(taille: int, racine: bytes) -> str:
    """Return the checkpoint of a tree, its cosignatures beneath; empty when this machine has no key to sign it.

    The same tree has the same bytes: Ed25519 draws nothing.
    """
    signe = signataire(Usage.JOURNAL)
    if signe is None:
        return ""

    texte = texte_de_point(origine(), taille, racine)
    cle = cle_de_note(signe.publique)
    signature = Signature(cle.nom, cle.identifiant, signe.signer(texte.encode()))
    cosignatures = CosignatureDeTemoin.objects.filter(taille=taille).order_by("temoin")

    return f"{texte}\n{signature}{''.join(cosignatures.values_list('ligne', flat=True))}"
