"""Keeping what is typed: one draft per person and sheet, and the forms sent after the session expired."""

import datetime
from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from bonnes_pratiques.espace.saisie import Donnees, Saisie
from bonnes_pratiques.models import BrouillonDeFiche, FichePratique, SaisieDeposee
from registre.models import Membre
from socle.models import User
from socle.textes.signes import entier_ou_rien

CHIFFRES_DE_VERSION = 9  # what the column holds
SEL = "bonnes_pratiques.passe"
VALIDITE_DE_PASSE = datetime.timedelta(days=3)  # a form left open over a week-end
CONSERVATION = datetime.timedelta(days=15)


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
    verrou = BrouillonDeFiche.objects.select_for_update()
    existant = verrou.filter(cooperative=membre.cooperative, auteur=membre.user, fiche=fiche or None).first()
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


def passe(user: User, adresse: str) -> str:
    """Return the signed pass a form carries: whose it is, and for which address."""
    return signing.dumps([user.pk, adresse], salt=SEL)


def deposer(request: HttpRequest, adresse: str) -> bool:
    """Keep a form sent without a session, if it carries a pass made for this address. Return whether it was kept.

    What it holds is given back to the account of the pass, once it has logged in again, and to nobody else.
    """
    try:
        auteur_id, pour = signing.loads(request.POST.get("passe", ""), salt=SEL, max_age=VALIDITE_DE_PASSE)
    except (signing.BadSignature, ValueError, TypeError):
        return False

    saisie = Saisie.du_formulaire(request)
    if pour != adresse or saisie.trop_longue or not User.objects.filter(pk=auteur_id, is_active=True).exists():
        return False

    SaisieDeposee.objects.filter(deposee_le__lt=timezone.now() - CONSERVATION).delete()
    SaisieDeposee.objects.update_or_create(
        auteur_id=auteur_id, adresse=adresse, defaults={"donnees": saisie.donnees | _reference(request)}
    )
    return True


def _reference(request: HttpRequest) -> Donnees:
    return {nom: [request.POST.get(nom, "")] for nom in ("version", "base")}


@transaction.atomic
def rendre_le_depot(membre: Membre, fiche: FichePratique | None, adresse: str) -> bool:
    """Put back in the author's draft what they sent after their session expired. Return whether there was something."""
    depot = SaisieDeposee.objects.filter(auteur=membre.user, adresse=adresse).first()
    if depot is None:
        return False

    base = depot.donnees.pop("base", [""])[0]

    depot.donnees.pop("version", None)
    ancien = brouillon_de(membre, fiche)
    reference = Reference(ancien.version if ancien else 0, entier_ou_rien(base))
    garder(membre, fiche, Saisie(depot.donnees), reference)
    depot.delete()
    return True
