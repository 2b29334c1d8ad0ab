"""The documents and pictures coops send: checked as any other, their coop's own until a published sheet shows them."""

import secrets
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.utils.text import capfirst
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from bonnes_pratiques.models import OutilDeFiche, Televersement
from registre.models import Membre
from socle.medias.muet import PHRASE, StockageMuet
from socle.models import SiteDocument, SiteImage

COLLECTION = "Envois des coopératives"


class PieceRefusee(Exception):
    """The file was not kept. `messages` say why, fit to show."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


def recevoir_document(fichier: UploadedFile, *, titre: str, membre: Membre) -> SiteDocument:
    """Keep a document for this coop. Raises `PieceRefusee` when it is not what its name says, or too big."""
    return _recevoir(get_document_form(SiteDocument), SiteDocument, fichier, titre=titre, membre=membre)


def recevoir_image(fichier: UploadedFile, *, titre: str, membre: Membre) -> SiteImage:
    """Keep a picture for this coop, under a name nobody can guess: pictures are served without asking who looks.

    Raises `PieceRefusee`.
    """
    titre = titre or PurePath(fichier.name or "image").stem
    fichier.name = f"{secrets.token_hex(16)}{PurePath(fichier.name or '').suffix.lower()}"
    return _recevoir(get_image_form(SiteImage), SiteImage, fichier, titre=titre, membre=membre)


def _recevoir(classe: Any, modele: Any, fichier: UploadedFile, *, titre: str, membre: Membre) -> Any:
    donnees = {"title": (titre or fichier.name or "")[:255], "collection": _collection().pk}
    formulaire = classe(donnees, {"file": fichier}, instance=modele(uploaded_by_user=membre.user))
    if not formulaire.is_valid():
        raise PieceRefusee([str(message) for messages in formulaire.errors.values() for message in messages])
    try:
        objet = formulaire.save()
    except StockageMuet as muet:
        raise PieceRefusee([str(PHRASE)]) from muet
    lien = {"document": objet} if modele is SiteDocument else {"image": objet}
    Televersement.objects.create(cooperative=membre.cooperative, par=membre.user, **lien)
    return objet


def _collection() -> Collection:
    existante = Collection.objects.filter(name=COLLECTION).order_by("path").first()
    return existante or Collection.get_first_root_node().add_child(instance=Collection(name=COLLECTION))


def est_a_la_coop(nature: str, pk: int, membre: Membre, deja: frozenset[int]) -> bool:
    """Whether this coop may put this document or picture on its sheet: it sent it, or the sheet has it already."""
    return pk in deja or Televersement.objects.filter(cooperative=membre.cooperative, **{f"{nature}_id": pk}).exists()


def peut_telecharger(document: SiteDocument, user: Any) -> bool:
    """Whether this visitor may have this document: a coop's own is its members' and the Federation's until published.

    Put on a published sheet, it is everybody's. Documents of the Federation are public, as before.
    """
    envoi = Televersement.objects.filter(document=document).first()
    if envoi is None or OutilDeFiche.objects.filter(document=document, fiche__live=True).exists():
        return True
    if not user.is_authenticated:
        return False
    if user.has_perm("wagtailadmin.access_admin"):
        return True

    return Membre.objects.filter(user=user, cooperative=envoi.cooperative).exists()


def avant_de_servir(document: SiteDocument, request: HttpRequest) -> None:
    """Answer 404 for a document that is not this visitor's to have, as if there were none. Raises `Http404`."""
    if not peut_telecharger(document, request.user):
        raise Http404


def titre_de(fichier: UploadedFile) -> str:
    """Return a readable title from a file's name."""
    return capfirst(PurePath(fichier.name or "").stem.replace("_", " "))
