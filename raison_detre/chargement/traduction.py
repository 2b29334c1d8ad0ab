"""Loading a courtesy translation of an edition, into the editors' own translation tool."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale, TranslatableMixin
from wagtail_localize.models import StringTranslation

from raison_detre.chargement.edition_du_fichier import EditionDuFichier, lire_edition_du_fichier
from raison_detre.chargement.yaml_situe import DocumentSitue, FauteDuFichier, FichierRefuse, lire
from raison_detre.models import Axe, Engagement, Referentiel
from socle.langues.traduction import traduire

CHAMPS_DU_REFERENTIEL = ("nom", "titre", "devoile_au", "cadre_legal")
CHAMPS_D_AXE = ("titre", "titre_manifeste", "sous_titre", "texte")

# Where a text stands in the file, whose it is (edition, axis key or engagement number), field, French, translation.
Texte = tuple[str, object, str, str, Any]


@dataclass
class BilanTraduction:
    """What was translated, and what was left because its French is no longer the one translated."""

    traduits: list[str] = field(default_factory=list)
    reecrits: list[str] = field(default_factory=list)


@transaction.atomic
def charger_traduction(fichier: Path, *, simulation: bool = False) -> BilanTraduction:
    """Translate an edition from its file, all or nothing. What somebody translated is never replaced.

    A text is translated when the site's French is, to the letter, the French of the source file named in `source`:
    where an editor rewrote it, its translation is theirs to write. Raises `FichierRefuse` when the file does not
    follow its source, or when the edition is not loaded.
    """
    document = lire(fichier)
    source = _lire_source(document, fichier.parent)
    textes = list(_apparier(document, source))
    locale, _created = Locale.objects.get_or_create(language_code=document.valeurs["langue"])
    bilan = BilanTraduction()

    for repere, objet in _objets(document, source).items():
        champs = {champ: (francais, traduit) for _ou, a_qui, champ, francais, traduit in textes if a_qui == repere}
        _traduire(objet, locale, champs, bilan)

    transaction.set_rollback(simulation)
    return bilan


def _traduire(objet: Any, locale: Locale, champs: dict[str, tuple[str, str]], bilan: BilanTraduction) -> None:
    """Translate the fields nobody translated yet, whose French is still the one translated."""
    deja = _champs_traduits(objet, locale)

    retenus = {}
    for champ, (francais, traduit) in champs.items():
        if champ in deja:
            continue
        if getattr(objet, champ) != francais:
            bilan.reecrits.append(f"{objet}, {objet._meta.get_field(champ).verbose_name}")
            continue
        retenus[champ] = traduit

    if retenus:
        traduire(objet, locale.language_code, retenus)
        bilan.traduits.append(str(objet))


def _champs_traduits(objet: TranslatableMixin, locale: Locale) -> set[str]:
    """Return the fields that have a translation in the editors' tool, be it of an earlier French text."""
    chaines = StringTranslation.objects.filter(context__object_id=objet.translation_key, locale=locale)
    return set(chaines.values_list("context__path", flat=True))


def _lire_source(document: DocumentSitue, dossier: Path) -> EditionDuFichier:
    """Return the French edition the file translates. Raises `FichierRefuse`."""
    valeurs = document.valeurs if isinstance(document.valeurs, dict) else {}
    attendus = {"langue": str, "source": str, "referentiel": dict, "axes": list}
    fautes = [
        document.faute(nom, _("ce champ manque ou il n’a pas la forme attendue."))
        for nom, forme in attendus.items()
        if not isinstance(valeurs.get(nom), forme)
    ]
    if fautes := document.fautes + fautes:
        raise FichierRefuse(fautes)

    return lire_edition_du_fichier(dossier / valeurs["source"])


def _apparier(document: DocumentSitue, source: EditionDuFichier) -> Iterator[Texte]:
    """Put each translated text beside its French. Raises `FichierRefuse` when one has no counterpart."""
    valeurs = document.valeurs
    textes: list[Texte] = [
        (f"referentiel.{champ}", source.code, champ, source.champs.get(champ, ""), valeurs["referentiel"].get(champ))
        for champ in CHAMPS_DU_REFERENTIEL
    ]
    traduits = {axe.get("slug"): (i, axe) for i, axe in enumerate(valeurs["axes"]) if isinstance(axe, dict)}

    for axe in source.axes:
        i, traduit = traduits.get(axe.cle, (len(valeurs["axes"]), {}))
        paragraphes = traduit.get("texte")
        lu = traduit | {"texte": "\n\n".join(paragraphes) if isinstance(paragraphes, list) else ""}
        textes += [(f"axes[{i}].{champ}", axe.cle, champ, axe.champs[champ], lu.get(champ)) for champ in CHAMPS_D_AXE]
        intitules = traduit.get("engagements") or {}
        textes += [
            (f"axes[{i}].engagements.{e.numero}", e.numero, "intitule", e.intitule, intitules.get(str(e.numero)))
            for e in axe.engagements
        ]

    fautes = [_faute(document, texte) for texte in textes if not _se_suivent(texte)]
    if fautes:
        raise FichierRefuse(fautes)

    return (texte for texte in textes if texte[-1])


def _se_suivent(texte: Texte) -> bool:
    """Tell whether a text and its translation are both there or both absent, with as many paragraphs."""
    *_ailleurs, francais, traduit = texte
    if not isinstance(traduit or "", str) or bool(francais) != bool(traduit):
        return False
    return not traduit or francais.count("\n\n") == traduit.count("\n\n")


def _faute(document: DocumentSitue, texte: Texte) -> FauteDuFichier:
    message = _("la traduction manque, est de trop, ou n’a pas les mêmes paragraphes que le français.")
    return document.faute(texte[0], message)


def _objets(document: DocumentSitue, source: EditionDuFichier) -> dict[object, Any]:
    """Return the edition, its axes and engagements, by code, key and number. Raises `FichierRefuse` when not loaded."""
    referentiel = Referentiel.objects.sources().filter(code=source.code).first()
    if referentiel is None:
        message = _("l’édition %(code)s n’est pas chargée : commencez par charger_referentiel.") % {"code": source.code}
        raise FichierRefuse([document.faute("source", message)])
    axes = Axe.objects.sources().filter(referentiel=referentiel).order_by("numero")
    engagements = Engagement.objects.sources().filter(referentiel=referentiel).order_by("numero")
    return {referentiel.code: referentiel} | {axe.cle: axe for axe in axes} | {e.numero: e for e in engagements}
