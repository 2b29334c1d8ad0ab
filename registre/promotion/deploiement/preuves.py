"""The files that prove an act: checked as any document of the site, its coop's and the Federation's own until shown."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection

from registre.models import Membre
from registre.promotion.models import Deploiement
from socle.models import SiteDocument, User

COLLECTION = "Preuves de déploiement"
TITRE_MAXIMAL = 255


def formulaire_de_preuve(fichier: UploadedFile, *, par: User) -> Any:
    """Return the form of the site's documents, filled with this file. Raises `ValidationError` in its words."""
    donnees = {"title": (fichier.name or "preuve")[:TITRE_MAXIMAL], "collection": _collection().pk}
    classe = get_document_form(SiteDocument)
    formulaire = classe(donnees, {"file": fichier}, instance=SiteDocument(uploaded_by_user=par))
    if not formulaire.is_valid():
        raise ValidationError([str(message) for messages in formulaire.errors.values() for message in messages])
    return formulaire


def jeter(document: SiteDocument | None) -> None:
    """Delete a proof that stands for nothing any more, its file with it."""
    if document is not None and not Deploiement.objects.filter(document=document).exists():
        document.delete()


def peut_lire(document: SiteDocument, user: Any) -> bool:
    """Whether this visitor may have this document: a proof is its coop's and the Federation's, until shown.

    A document that is no proof is none of this room's business.
    """
    ligne = Deploiement.objects.filter(document=document).first()
    if ligne is None:
        return document.collection.name != COLLECTION or _de_la_federation(user)
    if ligne.preuve_montree or _de_la_federation(user):
        return True

    return user.is_authenticated and Membre.objects.filter(user=user, cooperative=ligne.cooperative_id).exists()


def avant_de_servir(document: SiteDocument, request: HttpRequest) -> None:
    """Answer 404 for a proof that is not this visitor's to have, as if there were none. Raises `Http404`."""
    if not peut_lire(document, request.user):
        raise Http404


def _de_la_federation(user: Any) -> bool:
    return user.is_authenticated and user.has_perm("wagtailadmin.access_admin")


def _collection() -> Collection:
    existante = Collection.objects.filter(name=COLLECTION).order_by("path").first()
    return existante or Collection.get_first_root_node().add_child(instance=Collection(name=COLLECTION))
