"""Keeping what is typed: one draft per person and sheet."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest

from bonnes_pratiques.models import BrouillonDeFiche, FichePratique
from registre.models import Membre
from socle.formulaires.saisie import Donnees, Saisie
from socle.formulaires.sans_session import depot_de, saisie_de
from socle.textes.signes import entier_ou_rien

CHIFFRES_DE_VERSION = 9  # what the column holds


class AutreOnglet(Exception):
    """The draft was written from elsewhere since this form was read. `garde` is what it holds."""

    def __init__(self, garde: Donnees) -> None:
        super().__init__("draft written from elsewhere")
        self.garde = garde


@dataclass(frozen=True)
class Reference:
    """What a form was read from: the draft's version, the sheet's revision."""

    version: int = 0
    base: int | None = None

    @classmethod
    def du_formulaire(cls, request: HttpRequest) -> "Reference":
        """Return what a POST says of it; nonsense reads as the beginning."""
        version, base = (request.POST.get(nom, "") for nom in ("version", "base"))
        return cls(
            entier_ou_rien(version, CHIFFRES_DE_VERSION) or 0,
            entier_ou_rien(base),
        )


def brouillon_de(membre: Membre, fiche: FichePratique | None) -> BrouillonDeFiche | None:
    """Return what this person is typing on this sheet (None: a new one), None when nothing is."""
    return BrouillonDeFiche.objects.filter(
        cooperative=membre.cooperative, auteur=membre.user, fiche=fiche or None
    ).first()


@transaction.atomic
def garder(membre: Membre, fiche: FichePratique | None, saisie: Saisie, reference: Reference) -> BrouillonDeFiche:
    """Write what is typed, valid or not. Raises `AutreOnglet`, with nothing written, when another tab wrote since."""
    Membre.objects.select_for_update().get(pk=membre.pk)  # two first saves at once: a row to lock before there is one
    existant = BrouillonDeFiche.objects.filter(
        cooperative=membre.cooperative, auteur=membre.user, fiche=fiche or None
    ).first()
    if existant is None:
        return BrouillonDeFiche.objects.create(
            cooperative=membre.cooperative,
            auteur=membre.user,
            fiche=fiche,
            donnees=saisie.donnees,
            base=reference.base,
            version=reference.version + 1,
        )
    if existant.donnees == saisie.donnees:
        return existant
    if existant.version != reference.version:
        raise AutreOnglet(existant.donnees)

    existant.donnees, existant.base, existant.version = saisie.donnees, reference.base, existant.version + 1

    existant.save()

    return existant


def oublier(membre: Membre, fiche: FichePratique | None) -> None:
    """Drop the draft: it was saved, or its author gave it up."""
    BrouillonDeFiche.objects.filter(cooperative=membre.cooperative, auteur=membre.user, fiche=fiche or None).delete()


@transaction.atomic
def rendre_le_depot(membre: Membre, fiche: FichePratique | None, adresse: str) -> bool:
    """Put back in the author's draft what they sent after their session expired. Return whether there was something."""
    depot = depot_de(membre.user, adresse)
    if depot is None:
        return False

    base = depot.donnees.get("base", [""])[0]
    ancien = brouillon_de(membre, fiche)
    reference = Reference(ancien.version if ancien else 0, entier_ou_rien(base))
    garder(membre, fiche, saisie_de(depot), reference)
    depot.delete()
    return True
