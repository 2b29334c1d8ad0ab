"""Forms of the admin sent once the session expired: Wagtail asks to log in before any view of ours is reached."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from socle.cache.durees import reserver
from socle.comptes.second_facteur import ROUTE_ADMIN
from socle.formulaires.saisie import Saisie
from socle.formulaires.sans_session import depot_de, passe, saisie_de, sans_perte
from socle.models import SaisieDeposee, User


@sans_perte(reserver)
def _passer(_request: HttpRequest) -> Any:
    return None


class SansPerteMiddleware:
    """Keeps what a form of the admin that carries a pass sends without a session, then asks to log in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: Any) -> HttpResponse | None:
        """Return the way to the login, None for any other form."""
        match = request.resolver_match
        if match is None or not match.route.startswith(ROUTE_ADMIN) or "passe" not in request.POST:
            return None
        return _passer(request)


class Rendue:
    """What a view gives back of the form of its own address, and how that is forgotten once it was sent."""

    def __init__(self, request: HttpRequest) -> None:
        self.compte: User = request.user  # type: ignore[assignment]
        self.adresse = request.path
        lue = request.method in {"GET", "HEAD"}
        depot = depot_de(self.compte, self.adresse) if lue else None
        self.saisie: Saisie | None = saisie_de(depot) if depot else None

    @property
    def contexte(self) -> dict[str, Any]:
        """What its template needs: the pass, and whether what is shown was given back."""
        return {"passe": passe(self.compte, self.adresse), "rendue": self.saisie is not None}

    def oublier(self) -> None:
        """Forget what was kept: it was sent."""
        SaisieDeposee.objects.filter(auteur=self.compte, adresse=self.adresse).delete()
