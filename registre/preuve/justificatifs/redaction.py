"""What a credential says of a label: Open Badges 3.0, over VC 2.0, in terms of their two contexts only.

In French whatever the reader's language: a signature covers one text. Every part has an `id`, figures are strings, and
the achievement's name is a plain string: this is what both foreign clients read (docs/decisions/0030).
"""

from typing import Any

from django.conf import settings

from registre.adresses import adresse_absolue
from registre.lecture.label_du_jour import LabelDuJour
from registre.models import EngagementOctroye
from registre.preuve.did import did
from registre.preuve.justificatifs.au_journal import Feuilles
from registre.preuve.justificatifs.contextes import BADGES, VC
from registre.preuve.justificatifs.jours import derniere_seconde, premiere_seconde
from registre.preuve.justificatifs.sceau import horodatage
from registre.preuve.models import JustificatifEmis
from registre.preuve.statuts.adresses import Objet, entree
from socle.formats.identite import FEDERATION

FICTION = "DÉMONSTRATION, coopérative fictive"
CRITERES = (
    "Engagements choisis par la coopérative dans la Raison d’être des Coop’HLM, leurs indicateurs, une visite et "
    "l’avis d’un comité de labellisation. Ce justificatif dit ce qui a été octroyé ; ses listes de statuts disent "
    "si le label est suspendu ou retiré : une signature juste ne suffit pas, lisez aussi le statut."
)


def rediger(lu: LabelDuJour, emis: JustificatifEmis, feuilles: Feuilles) -> dict[str, Any]:
    """Return the credential of this label at its place in the lists, its grant in the log, not signed yet.

    It holds from the label's first day at 00:00 to its last at 23:59:59, in Paris: the last day is included.
    """
    label, adresse = lu.label, adresse_absolue(f"labels/{lu.numero}")

    return {
        "@context": [VC, BADGES],
        "id": f"{adresse}credential.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": _titre(lu, f"Label Quali’Coop {lu.numero}"),
        "description": _titre(lu, f"Label Quali’Coop octroyé à {lu.nom} par la {FEDERATION}."),
        "issuer": {"id": did(), "type": ["Profile"], "name": FEDERATION, "url": settings.WAGTAILADMIN_BASE_URL},
        "validFrom": horodatage(premiere_seconde(label.valide_du)),
        "validUntil": horodatage(derniere_seconde(label.valide_jusqu_au)),
        "awardedDate": horodatage(premiere_seconde(label.octroye_le)),
        "credentialSubject": _porteuse(lu, adresse),
        "evidence": [_decision(lu, adresse, feuilles.get(label.pk, ""))],
        "credentialStatus": [entree(emis.liste_id, objet, emis.place) for objet in Objet],
    }


def _titre(lu: LabelDuJour, texte: str) -> str:
    """A text that says first that it is a fiction, when it is one."""
    return f"[{FICTION}] {texte}" if lu.demonstration else texte


def _porteuse(lu: LabelDuJour, adresse: str) -> dict[str, Any]:
    """Who bears the label: its name of the day, and the SIREN that the label is known by."""
    siren = lu.identite.siren
    fiche = adresse_absolue(f"siren/{siren}")

    return {
        "id": fiche,
        "type": ["AchievementSubject", "Profile"],
        "name": _titre(lu, lu.nom),
        "url": fiche,
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": siren, "identifierType": "ext:siren"}],
        "achievement": _label(lu, adresse),
    }


def _label(lu: LabelDuJour, adresse: str) -> dict[str, Any]:
    """What was granted: its page, its criteria, and each engagement as granted."""
    return {
        "id": adresse,
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": _titre(lu, f"Label Quali’Coop {lu.numero}"),
        "description": _titre(lu, f"Label des coopératives d’HLM, octroyé pour le cycle {lu.label.cycle}."),
        "inLanguage": "fr",
        "humanCode": lu.numero,
        "criteria": {"id": f"{settings.WAGTAILADMIN_BASE_URL}/demarche/", "narrative": CRITERES},
        "image": {"id": f"{adresse}badge.svg", "type": "Image", "caption": _titre(lu, f"Badge du label {lu.numero}")},
        "alignment": [_engagement(octroye, adresse) for octroye in lu.engagements],
    }


def _engagement(octroye: EngagementOctroye, adresse: str) -> dict[str, Any]:
    return {
        "id": f"{adresse}#engagement-{octroye.numero}",
        "type": ["Alignment"],
        "targetCode": str(octroye.numero),
        "targetName": octroye.intitule,
        "targetFramework": "Raison d’être des Coop’HLM",
        "targetType": "ext:engagement",
        "targetUrl": f"{adresse}#engagements",
    }


def _decision(lu: LabelDuJour, adresse: str, feuille: str) -> dict[str, Any]:
    """The grant, where it is proved to be in the public log."""
    ou = f" : journal public, {feuille}" if feuille else ""

    return {
        "id": f"{adresse}preuve.json",
        "type": ["Evidence"],
        "name": "Décision d’octroi au journal public",
        "narrative": f"Décision d’octroi du {lu.label.octroye_le:%d/%m/%Y}{ou}.",
    }
