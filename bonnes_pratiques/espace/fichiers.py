"""The files a form brings: each kept at once, so that a mistake elsewhere never asks to send them again."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from bonnes_pratiques.espace.formulaire import FormulaireComplet
from bonnes_pratiques.fiches.pieces_jointes import PieceRefusee, recevoir_document, recevoir_image, titre_de
from bonnes_pratiques.models import FichePratique, Televersement
from registre.models import Membre
from socle.formulaires.saisie import Saisie
from socle.models import SiteDocument, SiteImage
from socle.textes.signes import entier_ou_rien

NATURES: dict[str, tuple[str, Any]] = {"outils": ("document", SiteDocument), "images": ("image", SiteImage)}


@dataclass(frozen=True)
class Envoi:
    """What came of the files: the form with the number of those that were kept, why the others were not."""

    saisie: Saisie
    refus: dict[str, list[str]] = field(default_factory=dict)


def televerser(request: HttpRequest, membre: Membre, saisie: Saisie) -> Envoi:
    """Keep each file of the form. A file that is refused is said so on its own row; nothing else is touched."""
    refus: dict[str, list[str]] = {}
    for prefixe, (nature, _modele) in NATURES.items():
        for rang in range(saisie.nombre(prefixe)):
            ligne = f"{prefixe}-{rang}"
            fichier = request.FILES.get(f"{ligne}-fichier")
            if fichier is None:
                continue
            titre = saisie.valeur(f"{ligne}-libelle") or titre_de(fichier)
            recevoir = recevoir_document if nature == "document" else recevoir_image
            try:
                objet = recevoir(fichier, titre=titre, membre=membre)
            except PieceRefusee as erreur:
                refus[f"{ligne}-fichier"] = erreur.messages
                continue
            valeurs = {f"{ligne}-{nature}": [str(objet.pk)]}
            if nature == "document" and not saisie.valeur(f"{ligne}-libelle"):
                valeurs[f"{ligne}-libelle"] = [titre[:150]]
            saisie = saisie.avec(**valeurs)

    return Envoi(saisie, refus)


def placer_les_pieces(formulaire: FormulaireComplet, membre: Membre, fiche: FichePratique | None) -> bool:
    """Give each row the file it names, if it is the coop's own; say so on the row, and return False, when it is not."""
    toutes = True

    for prefixe, (nature, modele) in NATURES.items():
        nombre = len(formulaire.lignes[prefixe])
        lignes = {rang: formulaire.saisie.valeur(f"{prefixe}-{rang}-{nature}") for rang in range(nombre)}
        voulus = {cle for pk in lignes.values() if (cle := entier_ou_rien(pk)) is not None}
        envois = Televersement.objects.filter(cooperative=membre.cooperative, **{f"{nature}__in": voulus})
        permis = set(envois.values_list(f"{nature}_id", flat=True)) | (_deja(fiche, prefixe, nature) & voulus)
        objets = modele.objects.in_bulk(permis)
        for rang, formulaire_de_ligne in enumerate(formulaire.lignes[prefixe]):
            pk = lignes[rang]
            formulaire_de_ligne.piece = objets.get(entier_ou_rien(pk))
            if pk and formulaire_de_ligne.piece is None and formulaire_de_ligne.is_bound:
                formulaire_de_ligne.add_error("fichier", "Ce fichier n’est plus là : envoyez-le à nouveau.")
                toutes = False

    return toutes


def _deja(fiche: FichePratique | None, relation: str, nature: str) -> set[int]:
    """The files the sheet has already, put there by the Federation for one."""
    if fiche is None:
        return set()
    brouillon = fiche.get_latest_revision_as_object()
    return {getattr(ligne, f"{nature}_id") for ligne in getattr(brouillon, relation).all()}
