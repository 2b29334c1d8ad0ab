"""Importing coops: added by SIREN, updated when the file says otherwise."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from stdnum.fr import siren as stdnum_siren

from registre.imports.bilan import Bilan
from registre.imports.lecture import Faute, ImportRefuse, Ligne, lire
from registre.models import Cooperative
from socle.recherche.normalisation import normaliser

CHIFFRES = 9


def faute_de_siren(texte: str) -> str | None:
    """Return what is wrong with a SIREN and its likely repair, None when it is right."""
    compact = stdnum_siren.compact(texte)
    if stdnum_siren.is_valid(compact):
        return None
    complete = compact.zfill(CHIFFRES)
    if compact.isdecimal() and len(compact) < CHIFFRES and stdnum_siren.is_valid(complete):
        return f"« {texte} » n'a que {len(compact)} chiffres : un tableur a sans doute ôté le zéro de {complete}."
    return f"« {texte} » n'est pas un SIREN : neuf chiffres, dont le dernier contrôle les autres."


@transaction.atomic
def importer_cooperatives(fichier: Path, *, simulation: bool = False) -> Bilan:
    """Import the file whole or not at all; importing it again changes nothing. Raises `ImportRefuse`."""
    lignes = lire(fichier, "cooperatives")
    fautes = list(_fautes(lignes))
    if fautes:
        raise ImportRefuse(fautes)
    bilan = Bilan()
    connues = Cooperative.objects.in_bulk([_siren(ligne) for ligne in lignes], field_name="siren")
    for ligne in lignes:
        _ecrire(ligne, connues.get(_siren(ligne)), bilan, fautes)
    if fautes:
        raise ImportRefuse(fautes)
    if simulation:
        transaction.set_rollback(True)
    return bilan


def _siren(ligne: Ligne) -> str:
    return stdnum_siren.compact(ligne.valeurs["siren"])


def _fautes(lignes: list[Ligne]) -> Iterator[Faute]:
    """Wrong numbers, and coops that stand twice: in the file, or already in the register under another number."""
    sirens: dict[str, int] = {}
    noms: dict[tuple[str, str], tuple[str, str]] = {
        (normaliser(nom), departement): (siren, "au registre")
        for nom, departement, siren in Cooperative.objects.values_list("nom", "code_departement", "siren")
    }
    for ligne in lignes:
        if message := faute_de_siren(ligne.valeurs["siren"]):
            yield Faute(ligne.numero, "siren", message)
            continue
        siren = _siren(ligne)
        if siren in sirens:
            yield Faute(ligne.numero, "siren", f"{siren} est déjà ligne {sirens[siren]}.")
        sirens.setdefault(siren, ligne.numero)
        cle = (normaliser(ligne.valeurs["nom"]), ligne.valeurs["code_departement"])
        autre, ou = noms.setdefault(cle, (siren, f"ligne {ligne.numero}"))
        if autre != siren:
            yield Faute(
                ligne.numero, "nom", f"même nom et même département que {autre} ({ou}) : est-ce la même coopérative ?"
            )


def _ecrire(ligne: Ligne, connue: Cooperative | None, bilan: Bilan, fautes: list[Faute]) -> None:
    """Add or update one coop, adding to `fautes` what its model refuses."""
    champs = _champs(ligne)
    cooperative = connue or Cooperative(slug=_slug(champs["nom"], champs["siren"]))
    if connue and all(getattr(connue, nom) == valeur for nom, valeur in champs.items()):
        bilan.inchanges += 1
        return
    for nom, valeur in champs.items():
        setattr(cooperative, nom, valeur)
    try:
        cooperative.full_clean()
    except ValidationError as erreur:
        for nom, messages in erreur.message_dict.items():
            fautes.append(Faute(ligne.numero, "" if nom == "__all__" else nom, " ".join(messages)))
        return
    cooperative.save()
    (bilan.changements if connue else bilan.ajouts).append(f"{cooperative} ({cooperative.siren})")


def _champs(ligne: Ligne) -> dict[str, Any]:
    """Return the model's fields; a column left out of the file leaves the coop's own value."""
    champs = dict(ligne.valeurs) | {"siren": _siren(ligne)}
    if "metiers" in champs:
        champs["metiers"] = [metier.strip() for metier in (champs["metiers"] or "").split("|") if metier.strip()]
    for nom in ("nom_usuel", "sigle", "site_web"):
        if nom in champs:
            champs[nom] = champs[nom] or ""
    return champs


def _slug(nom: str, siren: str) -> str:
    """Return a free address: the name's, with the SIREN behind it when another coop has the same."""
    base = slugify(nom)[:100] or siren
    return f"{base}-{siren}" if Cooperative.objects.filter(slug=base).exists() else base
