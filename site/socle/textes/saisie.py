"""What an address asks and what a form sends, without the signs that no text holds: before any view reads them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.urls import reverse

from socle.adresses.parametres import RECHERCHE_MAXIMUM
from socle.textes.signes import saisie_propre

RECHERCHE = "q"


class SaisieLisibleMiddleware:
    """Cleans `request.GET` and `request.POST`: PostgreSQL cannot even be asked about a NUL, nor a journal forget one.

    What is kept goes through the models' own rule besides (`socle.textes.des_modeles`): this one is for what is only
    looked for, and for forms whose words a model does not keep.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = nettoyer(request.GET)  # type: ignore[assignment]
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            request.GET = raccourcir(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: HttpRequest, vue: Callable[..., Any], *arguments: Any) -> None:
        """Clean what was sent, once it has been read: whoever checks where a form comes from reads it first.

        A view that asks for no such check (the API, the public check) reads by itself, and has its own words.
        """
        if request.method != "POST" or getattr(vue, "csrf_exempt", False):
            return
        try:
            request.POST = nettoyer(request.POST)  # type: ignore[assignment]
        except UnreadablePostError:
            return  # whoever sent it is gone


def raccourcir(donnees: QueryDict) -> QueryDict:
    """Return the same with what is looked for cut to what a search reads: Wagtail's goes as deep as there are words."""
    cherche = str(donnees.get(RECHERCHE, ""))
    if len(cherche) <= RECHERCHE_MAXIMUM:
        return donnees
    courtes = donnees.copy()
    courtes[RECHERCHE] = cherche[:RECHERCHE_MAXIMUM]
    courtes._mutable = False
    return courtes


def nettoyer(donnees: QueryDict) -> QueryDict:
    """Return the same names and values, clean; the object itself when it was."""
    listes = dict(donnees.lists())
    propres = {saisie_propre(nom): [saisie_propre(valeur) for valeur in valeurs] for nom, valeurs in listes.items()}
    if propres == listes:
        return donnees
    nettes = QueryDict(mutable=True, encoding=donnees.encoding)
    for nom, valeurs in propres.items():
        nettes.setlist(nom, valeurs)
    nettes._mutable = False
    return nettes
