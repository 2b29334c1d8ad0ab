"""The manifest of the archive: the SHA-256 of each file, as `sha256sum -c` reads it, signed by the log's key."""

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from registre.preuve.cles import Usage, signataire

MANIFESTE = "empreintes.sha256"
SIGNATURE = "empreintes.sha256.sig"
CLE = "cle-publique.pem"


def sceller(dossier: Path) -> bool:
    """Write the manifest of all that this folder holds, and sign it; False on a machine without a key.

    A checkpoint of the log never reads as a manifest, nor the other way round: one key may sign both.
    """
    signe = signataire(Usage.JOURNAL)
    if signe is not None:
        cle = Ed25519PublicKey.from_public_bytes(signe.publique)
        (dossier / CLE).write_bytes(cle.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    lignes = [
        f"{hashlib.sha256(fichier.read_bytes()).hexdigest()}  {fichier.relative_to(dossier).as_posix()}\n"
        for fichier in sorted(dossier.rglob("*"))
        if fichier.is_file()
    ]
    manifeste = "".join(lignes).encode()
    (dossier / MANIFESTE).write_bytes(manifeste)
    if signe is not None:
        (dossier / SIGNATURE).write_bytes(signe.signer(manifeste))

    return signe is not None
