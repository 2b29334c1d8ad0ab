"""« Revenez dans un instant »: the answer to whoever asks too much, made at no cost."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from socle.cache.durees import ne_pas_garder


class TropDeDemandes(Exception):
    """There is no room for this request now. `attente` is in how many seconds to come back, one at least."""

    def __init__(self, attente: int) -> None:
        super().__init__(f"Too many requests: come back in {attente} s.")
        self.attente = max(1, attente)


class AffluenceMiddleware:
    """Turns `TropDeDemandes`, whichever view let it go, into a 429 that says when to come back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, erreur: Exception) -> HttpResponse | None:
        """Answer for this error only. The page reads no row: a refusal must cost less than what it spares."""
        if not isinstance(erreur, TropDeDemandes):
            return None
        langue = translation.get_language()
        accueil = "/" if langue in (None, settings.LANGUAGE_CODE) else f"/{langue}/"
        contexte = {"attente": erreur.attente, "accueil": accueil}
        reponse = render(request, "trop_de_demandes.html", contexte, status=429)
        reponse.headers["Retry-After"] = str(erreur.attente)
        ne_pas_garder(reponse)
        return reponse
