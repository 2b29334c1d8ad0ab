"""Loading a courtesy translation of an edition, into the editors' own translation tool."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import Translation

from raison_detre.chargement.yaml_situe import DocumentSitue, Faute, FichierRefuse, lire
from raison_detre.models import Axe, Engagement, Referentiel
from socle.traduction import traduire


@dataclass
class BilanTraduction:
    """What was translated, and what already was."""

    traduits: list[str] = field(default_factory=list)
    deja_la: int = 0


@transaction.atomic
def charger_traduction(fichier: Path, *, simulation: bool = False) -> BilanTraduction:
    """Translate an edition from its file, all or nothing; what is already translated is left to its editors.

    Raises `FichierRefuse` when the file does not follow the edition it translates, axis by axis and number by number.
    """
    document = lire(fichier)
    referentiel, textes = _apparier(document)
    langue = document.valeurs["langue"]
    Locale.objects.get_or_create(language_code=langue)
    bilan = BilanTraduction()
    for objet, champs in [(referentiel, document.valeurs["referentiel"]), *textes]:
        if _deja_traduit(objet, langue, champs):
            bilan.deja_la += 1
            continue
        traduire(objet, langue, champs)
        bilan.traduits.append(str(objet))
    if simulation:
        transaction.set_rollback(True)
    return bilan


def _deja_traduit(objet: TranslatableMixin, langue: str, champs: dict[str, Any]) -> bool:
    """Whether each of these fields already reads otherwise than in French, or is being translated by somebody."""
    traduction = objet.get_translation_or_none(Locale.objects.get(language_code=langue))
    if traduction is None or not Translation.objects.filter(
        source__object_id=objet.translation_key, target_locale__language_code=langue
    ):
        return False
    return all(getattr(traduction, champ) != getattr(objet, champ) for champ in champs)


def _apparier(document: DocumentSitue) -> tuple[Referentiel, list[tuple[TranslatableMixin, dict[str, Any]]]]:
    """Return the edition, and each axis and engagement with its translated fields. Raises `FichierRefuse`."""
    valeurs = document.valeurs
    manquants = [champ for champ in ("langue", "edition", "referentiel", "axes") if champ not in (valeurs or {})]
    if manquants:
        raise FichierRefuse([Faute(None, champ, "ce champ manque.") for champ in manquants])
    referentiel = Referentiel.objects.sources().filter(code=valeurs["edition"]).first()
    if referentiel is None:
        raise FichierRefuse([document.faute("edition", f"l’édition {valeurs['edition']} n’est pas chargée.")])
    axes = {axe.cle: axe for axe in Axe.objects.sources().filter(referentiel=referentiel)}
    engagements = {e.numero: e for e in Engagement.objects.sources().filter(referentiel=referentiel)}
    paires: list[tuple[TranslatableMixin, dict[str, Any]]] = []
    fautes = []
    for i, axe in enumerate(valeurs["axes"]):
        if axe.get("slug") not in axes:
            fautes.append(document.faute(f"axes[{i}].slug", "cet axe n’existe pas dans l’édition."))
            continue
        champs = {champ: axe[champ] for champ in ("titre", "titre_manifeste", "sous_titre")}
        paires.append((axes[axe["slug"]], champs | {"texte": "\n\n".join(axe["texte"])}))
        for numero, intitule in axe["engagements"].items():
            if int(numero) in engagements:
                paires.append((engagements[int(numero)], {"intitule": intitule}))
            else:
                chemin = f"axes[{i}].engagements.{numero}"
                fautes.append(document.faute(chemin, "cet engagement n’existe pas dans l’édition."))
    if fautes:
        raise FichierRefuse(fautes)
    return referentiel, paires
