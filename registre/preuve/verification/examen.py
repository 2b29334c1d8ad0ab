"""A credential examined on a day: who issued it, whether its signature is right, and what became of the label since."""

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from registre.lecture.label_du_jour import LabelDuJour, label_du_jour
from registre.preuve.did import did
from registre.preuve.justificatifs.redaction import FICTION
from registre.preuve.statuts.adresses import Objet
from registre.preuve.statuts.bits import REVOQUE
from registre.preuve.statuts.lecture import objets_marques
from registre.preuve.verification.presente import Presente
from registre.preuve.verification.signature import ValeurDeSignature, verifier_signature
from socle.cache.durees import PARIS

NUMERO = re.compile(r"QC-\d{4}-\d{4,6}", re.ASCII)


class StatutDuBadge(StrEnum):
    """What the status lists of the day say. `CORRIGE`: revoked because a fact was put right, the label goes on."""

    VALABLE = "valable"
    SUSPENDU = "suspendu"
    REVOQUE = "revoque"
    CORRIGE = "corrige"
    ILLISIBLE = "illisible"


@dataclass(frozen=True)
class DitDuBadge:
    """What a credential says, worth nothing unless its signature is right. The days are Paris's, both included."""

    numero: str
    nom: str
    siren: str
    debut: datetime.date
    fin: datetime.date
    demonstration: bool


@dataclass(frozen=True)
class Examen:
    """What was found on the day `au`. What stands after a signature that is not right was not looked at: None.

    `lu` is the label of that number in the register, None when nobody ever had it.
    """

    emetteur: str
    au: datetime.date
    notre: bool
    signature: ValeurDeSignature | None = None
    dit: DitDuBadge | None = None
    statut: StatutDuBadge | None = None
    numero: str = ""
    lu: LabelDuJour | None = None


def examiner(presente: Presente, au: datetime.date) -> Examen:
    """Examine a credential on this day. Nothing is asked of anybody, nothing is written."""
    if presente.emetteur != did():
        return Examen(presente.emetteur, au, notre=False)

    signature = verifier_signature(presente)
    numero = presente.numero if NUMERO.fullmatch(presente.numero) else ""
    lu = label_du_jour(numero, au) if numero else None
    if signature != ValeurDeSignature.JUSTE:
        return Examen(presente.emetteur, au, notre=True, signature=signature, numero=numero, lu=lu)

    statut = _statut(presente.document["credentialStatus"], lu, au)
    return Examen(presente.emetteur, au, True, signature, _dit(presente.document, numero), statut, numero, lu)


def _dit(document: dict[str, Any], numero: str) -> DitDuBadge:
    """What a document of ours says: its form is known, since we signed it."""
    porteuse = document["credentialSubject"]
    siren = next(i["identifier"] for i in porteuse["otherIdentifier"] if i["identifierType"] == "ext:siren")
    debut, fin = (_jour(document[nom]) for nom in ("validFrom", "validUntil"))
    fiction = f"[{FICTION}] "
    nom = porteuse["name"]
    return DitDuBadge(numero, nom.removeprefix(fiction), siren, debut, fin, nom.startswith(fiction))


def _statut(entrees: list[dict[str, Any]], lu: LabelDuJour | None, au: datetime.date) -> StatutDuBadge:
    marques = objets_marques(entrees, au)
    if marques is None or lu is None:
        return StatutDuBadge.ILLISIBLE
    if Objet.REVOCATION in marques:
        return StatutDuBadge.REVOQUE if lu.etat in REVOQUE else StatutDuBadge.CORRIGE
    return StatutDuBadge.SUSPENDU if Objet.SUSPENSION in marques else StatutDuBadge.VALABLE


def _jour(moment: str) -> datetime.date:
    return datetime.datetime.fromisoformat(moment).astimezone(PARIS).date()
