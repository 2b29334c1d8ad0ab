"""The credential of a label: signed when it is first asked, then given as signed as long as it is still true."""

import datetime
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from registre.lecture.label_du_jour import ANNULE, LabelDuJour
from registre.models import Cooperative
from registre.preuve.cles import Signataire, Usage, cles_publiques, signataire
from registre.preuve.justificatifs.au_journal import octrois_au_journal
from registre.preuve.justificatifs.places import place_de
from registre.preuve.justificatifs.redaction import rediger
from registre.preuve.justificatifs.sceau import en_jwt, en_octets, sceller
from registre.preuve.models import JustificatifEmis

FORMES = ["contenu", "cle", "document", "jwt"]


@dataclass(frozen=True)
class Justificatif:
    """A credential in its two signed forms: `texte`, the JSON document with its proof, and `jwt`, a compact JWT.

    `marque` names them: another text, or another signature, has another.
    """

    texte: str
    jwt: str
    marque: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document with its proof, parsed."""
        document: dict[str, Any] = json.loads(self.texte)
        return document


def justificatif_de(lu: LabelDuJour) -> Justificatif | None:
    """Return the credential of this label, as of `lu.au`, signing it when that was not done yet.

    None for a number annulled, for a fictional coop where the site is the real one, and on a machine without keys. A
    machine that can no longer sign still gives what it signed, while its key verifies and it says what is true.
    """
    if not emettable(lu):
        return None
    publiques = {cle.identifiant: cle for cle in cles_publiques(Usage.JUSTIFICATIF)}
    if not publiques:
        return None

    emis, qui = place_de(lu), signataire(Usage.JUSTIFICATIF)
    document = rediger(lu, emis, octrois_au_journal([lu]))
    contenu = hashlib.sha256(en_octets(document)).hexdigest()
    if emis.contenu == contenu and emis.cle in ([qui.identifiant] if qui else publiques):
        return _donne(emis)
    if qui is None:
        return None

    signer(emis, document, qui)
    emis.save(update_fields=FORMES)
    return _donne(emis)


def emettable(lu: LabelDuJour) -> bool:
    """Tell whether this label may have a credential here: neither an annulled number nor, in production, a fiction."""
    return lu.etat != ANNULE and (settings.DEMONSTRATION_PERMISE or not lu.demonstration)


def a_un_justificatif(cooperative: Cooperative) -> bool:
    """Tell whether a label of this coop has a credential here, without signing it: no query."""
    return bool(cles_publiques(Usage.JUSTIFICATIF)) and (
        settings.DEMONSTRATION_PERMISE or not cooperative.demonstration
    )


def signer(emis: JustificatifEmis, document: dict[str, Any], qui: Signataire) -> None:
    """Write on the row the two signed forms of this document; the caller saves it.

    They are dated from the day it was first issued, or from that of the key if it came later: signed again by the same
    key, they are the same to the byte.
    """
    depuis = next(cle.depuis for cle in cles_publiques(Usage.JUSTIFICATIF) if cle.identifiant == qui.identifiant)
    sujet = document["credentialSubject"]["id"]
    declarations = {
        "iss": document["issuer"]["id"],
        "sub": sujet,
        "jti": document["id"],
        "nbf": _secondes(document["validFrom"]),
        "exp": _secondes(document["validUntil"]),
    }

    emis.contenu, emis.cle = hashlib.sha256(en_octets(document)).hexdigest(), qui.identifiant
    emis.document = en_octets(sceller(document, qui, max(emis.emis_le, depuis))).decode()
    emis.jwt = en_jwt(document, qui, declarations)


def _donne(emis: JustificatifEmis) -> Justificatif:
    return Justificatif(emis.document, emis.jwt, f"{emis.contenu[:20]}-{emis.cle}")


def _secondes(moment: str) -> int:
    """A moment as JWTs count it: seconds since 1970."""
    return int(datetime.datetime.fromisoformat(moment).timestamp())
