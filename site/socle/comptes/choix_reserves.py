"""What one chooses from is what one may list: Wagtail's choosers, theirs and ours, ask nobody who they are."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.generic import chooser
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.coreutils import resolve_model_string
from wagtail.models import Task
from wagtail.permissions import policy_registry

# What gives a place in the list of a model, and, for pictures and documents, in what may be chosen.
LISTER = frozenset({"view", "add", "change", "delete", "publish", "choose"})

VUES_DE_CHOIX = (
    chooser.BaseChooseView,
    chooser.ChosenViewMixin,
    chooser.ChosenMultipleViewMixin,
    chooser.CreateViewMixin,
)

# Those that Wagtail wrote before it had a common view for them, by their address's name.
CHOIX_A_PART = {
    **dict.fromkeys(("task_chooser", "task_chooser_results", "task_chooser_create", "task_chosen"), Task),
    **dict.fromkeys(("chooser", "chooserresults"), SearchPromotion),
}
ESPACES_A_PART = frozenset({"wagtailadmin_workflows", "wagtailsearchpromotions"})


class ChoixReservesMiddleware:
    """Refuses a chooser, its results and what was chosen to who may not read the list of its model.

    It looks at the view Django resolved: a chooser that a new version or another application brings is held too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_args: Any) -> None:
        """Let pass, or raise `PermissionDenied`. A visitor goes on to the login.

        The session is read only for a chooser: a page that reads it is no longer everybody's.
        """
        modele = modele_choisi(request, view)
        if modele is not None and request.user.is_authenticated:
            exiger_la_liste(request.user, modele)


def modele_choisi(request: HttpRequest, view: Any) -> type[Any] | None:
    """Return the model this address chooses from; None when it is not a chooser of a model."""
    match = request.resolver_match
    if match and match.namespace in ESPACES_A_PART:
        return CHOIX_A_PART.get(match.url_name or "")
    classe = getattr(view, "view_class", None)
    if classe is None or not issubclass(classe, VUES_DE_CHOIX):
        return None
    modele = view.view_initkwargs.get("model") or getattr(classe, "model", None)
    return resolve_model_string(modele) if modele else None


def exiger_la_liste(user: Any, modele: type[Any]) -> None:
    """Raise `PermissionDenied` to who has no right at all on this model."""
    if not policy_registry.get_by_type(modele).user_has_any_permission(user, LISTER):
        raise PermissionDenied
