"""What is not deleted because something rests on it: said before anything is done, whichever way it is asked.

Wagtail looks at what refers to the very thing asked, not at what stands under it nor at what a whole list holds: the
database then refuses, which nobody explains. The hooks ask it first; the middleware answers for the doors without one.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from django.db import router
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views import generic
from wagtail.admin.views.generic import multiple_upload
from wagtail.admin.views.pages.bulk_actions import delete as pages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.documents.views.bulk_actions import delete as documents
from wagtail.images.views.bulk_actions import delete as images
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.permissions import policy_registry

from socle.administration.relecture import refuser
from socle.adresses.accueil_du_site import GARDE, sites_emportes, sites_sous
from socle.medias.politique import SuppressionReservee

CITES = 5


def ce_qui_empeche(objets: Iterable[Model]) -> set[Model]:
    """Return what forbids to delete these, and the pages under those that are pages; empty when nothing does."""
    objets = [*objets]
    par_modele: dict[type[Model], list[Model]] = {}
    for objet in objets:
        lot = objet.get_descendants(inclusive=True) if isinstance(objet, Page) else [objet]
        par_modele.setdefault(Page if isinstance(objet, Page) else type(objet), []).extend(lot)

    empechent: set[Model] = set().union(*(sites_sous(objet) for objet in objets if isinstance(objet, Page)))

    for modele, lignes in par_modele.items():
        try:
            collecteur = Collector(using=router.db_for_write(modele))
            collecteur.collect(lignes)
        except ProtectedError as erreur:
            empechent |= set(erreur.protected_objects)
        except RestrictedError as erreur:
            empechent |= set(erreur.restricted_objects)
        else:
            empechent |= sites_emportes(collecteur, modele)

    return empechent


def phrase(empechent: Iterable[Any], compte: Any) -> str:
    """Say what rests on what was to be deleted: how many of each kind, and the names of those this account may open."""
    if any(isinstance(objet, Site) for objet in empechent):
        return str(GARDE)

    nombres = Counter(type(objet) for objet in empechent)
    genres = [_genre(modele._meta, nombre) for modele, nombre in nombres.items()]
    finder = AdminURLFinder(compte)
    noms = sorted(f"« {objet} »" for objet in empechent if finder.get_edit_url(objet))
    cites = ", ".join(noms[:CITES]) + (", …" if len(noms) > CITES else "")
    details = f"{', '.join(sorted(genres))} ({cites})" if cites else ", ".join(sorted(genres))

    return _(
        "Rien n’a été supprimé, car cela sert encore ailleurs : %(details)s. Supprimez-les ou rattachez-les d’abord à "
        "autre chose ; pour ne plus rien montrer au public, dépubliez au lieu de supprimer."
    ) % {"details": details}


def _genre(meta: Any, nombre: int) -> str:
    return f"{nombre} {meta.verbose_name if nombre == 1 else meta.verbose_name_plural}"


def avant_suppression_de_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete a page that holds, or stands above, something needed elsewhere."""
    return _refuser(request, [page], reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def avant_suppression_de_snippets(request: HttpRequest, objets: Iterable[Any]) -> HttpResponse | None:
    """Refuse to delete snippets of which one is needed elsewhere; Wagtail's form that asks already says so."""
    objets = list(objets)
    if request.method != "POST" or not objets:
        return None
    return _refuser(request, objets, reverse(objets[0].snippet_viewset.get_url_name("list")))


def avant_suppression_de_compte(request: HttpRequest, compte: Any) -> HttpResponse | None:
    """Refuse to delete an account that something needs."""
    return _refuser(request, [compte], reverse("wagtailusers_users:index"))


def avant_action_groupee(request: HttpRequest, action: str, objets: Iterable[Any], vue: Any) -> HttpResponse | None:
    """Refuse to delete from a list, of whatever it is, when one of its lines is needed elsewhere."""
    return _refuser(request, objets, vue.next_url) if action == "delete" else None


class _SuppressionExpliquee:
    """Wagtail's own deletion from a list, which says what rests on its lines where Wagtail speaks of missing rights."""

    def prepare_action(self: Any, objects: list[Any], objects_without_access: Any) -> HttpResponse | None:
        """Refuse before anything is done."""
        hors_de_portee = objects_without_access["items_with_no_access"]
        retiennent = {usage for objet in hors_de_portee for usage in self.retenu_par(objet)}
        if retiennent:
            return refuser(self.request, phrase(retiennent, self.request.user), self.next_url)
        refus = _refuser(self.request, objects, self.next_url)
        return refus or super().prepare_action(objects, objects_without_access)  # type: ignore[misc]

    def retenu_par(self: Any, objet: Any) -> set[Any]:
        """Return what keeps this account from deleting one that it might."""
        return set()


class _SuppressionDeFichiers(_SuppressionExpliquee):
    def retenu_par(self: Any, objet: Any) -> set[Any]:
        """Return what uses a file of this account's own."""
        return ce_qui_retient(self.request.user, objet, self.permission_policy)


class SupprimerDesPages(_SuppressionExpliquee, pages.DeleteBulkAction):
    """Deleting the pages ticked in a list, unless something rests on them."""


class SupprimerDesImages(_SuppressionDeFichiers, images.DeleteBulkAction):
    """Deleting the images ticked in a list, unless something rests on them."""


class SupprimerDesDocuments(_SuppressionDeFichiers, documents.DeleteBulkAction):
    """Deleting the documents ticked in a list, unless something rests on them."""


def _refuser(request: HttpRequest, objets: Iterable[Any], adresse: str) -> HttpResponse | None:
    empechent = ce_qui_empeche(objets)
    return refuser(request, phrase(empechent, request.user), adresse) if empechent else None


def ce_qui_retient(compte: Any, objet: Model, politique: SuppressionReservee) -> set[Model]:
    """Return what keeps this account from deleting a file that it might: for who may delete any, only what must stay.

    Empty too for who may not, used or not: Wagtail says so.
    """
    if politique.user_has_permission_for_instance(compte, "delete", objet):
        return ce_qui_empeche([objet])
    if politique.a_soi(compte, objet):
        return {emploi for emploi, _references in ReferenceIndex.get_grouped_references_to(objet)}
    return set()


def _modele_supprime(vue: Any) -> type[Model] | None:
    """Return the model of which this view of Wagtail's deletes one row, None for another view."""
    classe: Any = getattr(vue, "view_class", object)
    if issubclass(classe, multiple_upload.DeleteView):
        modele: type[Model] = classe().get_model()
        return modele
    return classe.model if issubclass(classe, generic.DeleteView) else None


class SuppressionProtegeeMiddleware:
    """Says in the admin what the database refused to delete, where no hook asked first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _arguments: Any, parametres: dict[str, Any]
    ) -> HttpResponse | None:
        """Say what uses a picture or a document before Wagtail, which would only speak of missing rights.

        Its form and what that form sends, the list of what was just uploaded.
        """
        modele = _modele_supprime(view)
        politique = policy_registry.get_by_type(modele) if modele else None
        if modele is None or not isinstance(politique, SuppressionReservee) or not request.user.is_authenticated:
            return None

        objet = get_object_or_404(modele, pk=parametres[view.view_class.pk_url_kwarg])
        empechent = ce_qui_retient(request.user, objet, politique)
        retour = get_valid_next_url_from_request(request) or AdminURLFinder(request.user).get_edit_url(objet)
        return refuser(request, phrase(empechent, request.user), retour) if empechent else None

    def process_exception(self, request: HttpRequest, erreur: Exception) -> HttpResponse | None:
        """Lead back where the person came from, saying why. The transaction of the deletion is already undone."""
        if not request.path.startswith(reverse("wagtailadmin_home")):
            return None
        if isinstance(erreur, ProtectedError):
            empechent: set[Any] = set(erreur.protected_objects)
        elif isinstance(erreur, RestrictedError):
            empechent = set(erreur.restricted_objects)
        else:
            return None
        return refuser(request, phrase(empechent, request.user), get_valid_next_url_from_request(request) or None)
