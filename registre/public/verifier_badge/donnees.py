"""What the page's script needs to verify without the site: keys, contexts, and every sentence it may say."""

import base64
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from registre.preuve.cles import Usage, cles_publiques
from registre.preuve.did import did, methode
from registre.preuve.justificatifs.contextes import FICHIERS, charger
from registre.preuve.justificatifs.redaction import FICTION
from registre.preuve.verification.refus import REFUS
from registre.public.verifier_badge.avis import MOTS
from registre.public.verifier_badge.phrases import PHRASES, QUESTIONS
from registre.public.verifier_badge.textes import TEXTES
from registre.public.verifier_badge.verdicts import VERDICTS
from socle.templatetags.typographie import typo

# The words of a badge of ours, and of its proof: a page need not carry those of all others. A document with another one
# is not verified by the script, which offers to send it to the site.
MOTS_DU_BADGE = {
    *("id", "type", "name", "description", "url", "narrative", "caption", "image"),
    *("VerifiableCredential", "OpenBadgeCredential", "validFrom", "validUntil", "awardedDate", "issuer", "evidence"),
    *("credentialSubject", "AchievementSubject", "Profile", "otherIdentifier", "IdentifierEntry", "identifier"),
    *("identifierType", "achievement", "Achievement", "achievementType", "inLanguage", "humanCode", "criteria"),
    *("Criteria", "Image", "alignment", "Alignment", "targetCode", "targetName", "targetFramework", "targetType"),
    *("targetUrl", "Evidence", "credentialStatus", "BitstringStatusListEntry", "statusPurpose", "statusListIndex"),
    *("statusListCredential", "DataIntegrityProof", "created", "cryptosuite", "proofPurpose", "verificationMethod"),
    "assertionMethod",
}


def donnees_du_script(request: HttpRequest) -> Mapping[str, Any]:
    """Return the data block of the page, in the reader's language. No state of a label is in it.

    Addresses are whole: a page saved and opened from a disk has no other.
    """
    return {
        "langue": get_language(),
        "site": request.build_absolute_uri("/"),
        "label": request.build_absolute_uri(reverse("registre:label", args=["NUMERO"])),
        **_cles_et_contextes(),
        "mots": _dites(MOTS),
        "questions": _dites(QUESTIONS),
        "phrases": {cle: [str(avis), typo(texte)] for cle, (avis, texte) in PHRASES.items()},
        "verdicts": {cle: [str(avis), typo(titre), typo(texte)] for cle, (avis, titre, texte) in VERDICTS.items()},
        "refus": _dites(REFUS),
        "textes": _dites(TEXTES),
    }


class EnToutesLettres(DjangoJSONEncoder):
    """JSON whose letters stay what they are: French written in escapes weighs more."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False})


def bloc_de_donnees(request: HttpRequest) -> SafeString:
    """Return the data block as an element of the page: a browser does not run it, and the content policy lets it be."""
    return json_script(donnees_du_script(request), "donnees-du-badge", EnToutesLettres)


def _cles_et_contextes() -> Mapping[str, Any]:
    """What a signature is verified with: who we are, our public keys, and what the words of a document mean."""
    cles = cles_publiques(Usage.JUSTIFICATIF)

    return {
        "did": did(),
        "fiction": f"[{FICTION}] ",
        "cles": {methode(cle.identifiant): base64.b64encode(cle.octets).decode() for cle in cles},
        "contextes": {adresse: _de_nos_badges(charger(adresse)["document"]["@context"]) for adresse in FICHIERS},
    }


def _de_nos_badges(contexte: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a context, and of those inside it, that defines the words of our badges."""
    gardes = {terme: sens for terme, sens in contexte.items() if terme in MOTS_DU_BADGE}
    return {terme: _resserre(sens) if isinstance(sens, dict) else sens for terme, sens in gardes.items()}


def _resserre(sens: Mapping[str, Any]) -> Any:
    """What a term means, in as few words: a set is an array, and an address alone needs no name."""
    utile = {mot: valeur for mot, valeur in sens.items() if mot != "@container" or valeur != "@set"}
    if "@context" in utile:
        return utile | {"@context": _de_nos_badges(utile["@context"])}
    return utile["@id"] if set(utile) == {"@id"} else utile


def _dites(phrases: Mapping[Any, Promise]) -> dict[str, str]:
    return {str(cle): str(typo(phrase)) for cle, phrase in phrases.items()}
