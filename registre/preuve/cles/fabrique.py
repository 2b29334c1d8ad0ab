"""Making keys: the first of a use, and the one that takes the place of another."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from registre.preuve.cles.cle import ClePublique, Usage, identifiant_de
from registre.preuve.cles.registre_des_cles import DOSSIER_DES_POINTS, CleInscrite, ecrire, lire


class CleRefusee(Exception):
    """No key is made; the message, in French, says why and what to do."""


def creer(usage: Usage, *, remplacer: bool = False, compromise: bool = False) -> ClePublique:
    """Make the key that signs for this use from now on, and return its public half.

    With `remplacer` the former signs no more, and still verifies; if `compromise`, it verifies no more either, and what
    it signed must be issued anew. Raises `CleRefusee` when the machine has nowhere to keep a key, or one already.
    """
    with _dossier_tenu() as dossier:
        inscrites, maintenant = lire(dossier), timezone.now()
        en_service = [i for i in inscrites if i.usage == usage and i.publique.jusqu_a is None]
        if en_service and not remplacer:
            raise CleRefusee(_("Cette machine a déjà sa clé (%s) : --remplacer en fait une autre.") % usage)
        if remplacer and not en_service:
            raise CleRefusee(_("Il n’y a pas de clé à remplacer (%s).") % usage)

        privee = Ed25519PrivateKey.generate()
        octets = privee.public_key().public_bytes_raw()
        nouvelle = ClePublique(identifiant_de(usage, octets), octets, maintenant, None)
        _deposer(dossier / f"{nouvelle.identifiant}.pem", privee)

        closes = [i.close(maintenant, retiree=compromise) if i in en_service else i for i in inscrites]
        ecrire(dossier, [*closes, CleInscrite(usage, nouvelle)])
        for ancienne in en_service:  # it verifies by its public half alone: its secret serves nobody any more
            (dossier / f"{ancienne.publique.identifiant}.pem").unlink(missing_ok=True)

    return nouvelle


@contextlib.contextmanager
def _dossier_tenu() -> Iterator[Path]:
    """The folder of keys, made for this account alone, held by one command at a time."""
    dossier: Path | None = settings.KEYS_ROOT
    if dossier is None or not settings.KEYS_PASSPHRASE:
        raise CleRefusee(_("Renseignez KEYS_ROOT et KEYS_PASSPHRASE (docs/variables.md), puis relancez."))
    try:
        dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
        (dossier / DOSSIER_DES_POINTS).mkdir(mode=0o700, exist_ok=True)
        verrou = (dossier / ".verrou").open("w")
    except OSError as raison:
        refus = _("Le dossier des clés ne peut être écrit (%s) : donnez-en le droit au compte du site.")
        raise CleRefusee(refus % raison.strerror) from raison

    with verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        yield dossier


def _deposer(fichier: Path, privee: Ed25519PrivateKey) -> None:
    """Write a private key encrypted (PKCS 8), readable by this account alone, never over another file."""
    chiffrement = BestAvailableEncryption(settings.KEYS_PASSPHRASE.encode())
    contenu = privee.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, chiffrement)
    descripteur = os.open(fichier, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descripteur, "wb") as ouvert:
        ouvert.write(contenu)
        ouvert.flush()
        os.fsync(ouvert.fileno())
