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
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.pages.bulk_actions import delete as pages
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail.documents.views.bulk_actions import delete as documents
from wagtail.images.views.bulk_actions import delete as images
from wagtail.models import Page

from socle.administration.relecture import refuser

CITES = 5


def ce_qui_empeche(objets: Iterable[Model]) -> set[Model]:
    """Return what forbids to delete these, and the pages under those that are pages; empty when nothing does."""
    par_modele: dict[type[Model], list[Model]] = {}
    for objet in objets:
        lot = objet.get_descendants(inclusive=True) if isinstance(objet, Page) else [objet]
        par_modele.setdefault(Page if isinstance(objet, Page) else type(objet), []).extend(lot)
    empechent: set[Model] = set()
    for modele, lignes in par_modele.items():
        try:
            Collector(using=router.db_for_write(modele)).collect(lignes)
        except ProtectedError as erreur:
            empechent |= set(erreur.protected_objects)
        except RestrictedError as erreur:
            empechent |= set(erreur.restricted_objects)
    return empechent


def phrase(empechent: Iterable[Any], compte: Any) -> str:
    """Say what rests on what was to be deleted: how many of each kind, and the names of those this account may open."""
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
        refus = _refuser(self.request, objects, self.next_url)
        return refus or super().prepare_action(objects, objects_without_access)  # type: ignore[misc]


class SupprimerDesPages(_SuppressionExpliquee, pages.DeleteBulkAction):
    """Deleting the pages ticked in a list, unless something rests on them."""


class SupprimerDesImages(_SuppressionExpliquee, images.DeleteBulkAction):
    """Deleting the images ticked in a list, unless something rests on them."""


class SupprimerDesDocuments(_SuppressionExpliquee, documents.DeleteBulkAction):
    """Deleting the documents ticked in a list, unless something rests on them."""


def _refuser(request: HttpRequest, objets: Iterable[Any], adresse: str) -> HttpResponse | None:
    empechent = ce_qui_empeche(objets)
    return refuser(request, phrase(empechent, request.user), adresse) if empechent else None


class SuppressionProtegeeMiddleware:
    """Says in the admin what the database refused to delete, where no hook asked first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

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
