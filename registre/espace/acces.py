"""Who enters a coop's space. Every address of it goes through these two doors.

To who is not a member, another coop's space and one that does not exist look the same: 404, whatever the address.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from registre.models import Membre
from socle.cache import durees
from socle.formulaires.sans_session import sans_perte as avec_depot

Vue = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def personnel(vue: Vue) -> Vue:
    """Ask to log in, and say on the answer that it is this person's own: no cache, no index."""

    @wraps(vue)
    def protegee(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return reserver(login_required(vue)(request, *args, **kwargs))

    return protegee


def de_membre(vue: Callable[Concatenate[HttpRequest, Membre, ...], HttpResponse]) -> Vue:
    """Give the view the visitor's membership of the coop of the address. Raises `Http404` to who has none."""

    @wraps(vue)
    def protegee(request: HttpRequest, coop: str, **kwargs: Any) -> HttpResponse:
        membres = Membre.objects.select_related("cooperative", "user")
        membre = membres.filter(user=request.user, cooperative__slug=coop).first()  # type: ignore[misc]
        if membre is None:
            raise Http404
        return vue(request, membre, **kwargs)

    return personnel(protegee)


def de_referent(vue: Callable[Concatenate[HttpRequest, Membre, ...], HttpResponse]) -> Vue:
    """The same, for the référent: another member of the coop gets 403, anyone else 404."""

    @wraps(vue)
    def protegee(request: HttpRequest, membre: Membre, **kwargs: Any) -> HttpResponse:
        if not membre.est_referent:
            raise PermissionDenied
        return vue(request, membre, **kwargs)

    return de_membre(protegee)


def reserver(reponse: HttpResponse) -> HttpResponse:
    """Mark an answer as one person's own."""
    durees.reserver(reponse)
    reponse.headers["X-Robots-Tag"] = "noindex, nofollow"
    return reponse


# Around a view that takes a form: what is sent once the session expired is kept, then given back to its author.
sans_perte = avec_depot(reserver)
