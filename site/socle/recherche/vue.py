"""`/recherche/`: one box for the whole site, and what completes it while one types."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from socle.models import Trouvable
from socle.recherche.demande import Demande
from socle.recherche.genres import genre
from socle.recherche.moteur import Recherche
from socle.recherche.promotions import promotions
from socle.recherche.reponse import repondre
from socle.recherche.resultats import Groupe, adresse_lue
from socle.recherche.vaines import consigner

PROPOSITIONS = 8


@require_safe
def rechercher(request: HttpRequest) -> HttpResponse:
    """Answer with the groups of results, or a page of one kind (`?genre=`). The same answer for every visitor."""
    demande = Demande.lire(request.GET)
    reponse = repondre(demande)

    contexte: dict[str, Any] = {"demande": demande, "reponse": reponse, "promotions": []}
    if not reponse.vide:
        contexte["promotions"] = promotions(demande.q) if not demande.genre else []
        if reponse.rien and not contexte["promotions"]:
            consigner(demande.q, timezone.localdate())

    contexte |= _suites(demande, reponse.groupes)
    contexte["canonique"] = f"{settings.WAGTAILADMIN_BASE_URL}{request.path}"
    return _sans_moteur(render(request, "socle/recherche/page.html", contexte))


@require_safe
def completer(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with the titles that may be meant, as JSON: `{"propositions": [{titre, genre, adresse}]}`."""
    demande = Demande.lire(request.GET)
    recherche = Recherche(demande.q, langue=translation.get_language(), completer=True)
    trouves = [] if recherche.vide else list(recherche.trouves[:PROPOSITIONS])
    lignes = Trouvable.objects.in_bulk([trouve.trouvable for trouve in trouves]) if trouves else {}
    propositions = [
        {"titre": ligne.titre, "genre": str(genre(trouve.genre).libelle), "adresse": adresse_lue(ligne)}
        for trouve in trouves
        if (ligne := lignes.get(trouve.trouvable))
    ]

    return _sans_moteur(JsonResponse({"propositions": propositions}))


def _suites(demande: Demande, groupes: Sequence[Groupe]) -> dict[str, str]:
    """The ends of the addresses around this one: all kinds, the page before, the page after."""
    liens = {"tous": demande.adresse(), "precedente": "", "suivante": ""}
    if demande.genre and groupes:
        groupe = groupes[0]
        if groupe.page > 1:
            liens["precedente"] = demande.adresse(genre=demande.genre, page=groupe.page - 1)
        if groupe.page < groupe.pages:
            liens["suivante"] = demande.adresse(genre=demande.genre, page=groupe.page + 1)
    return liens


def _sans_moteur(reponse: HttpResponse) -> HttpResponse:
    """Results of a search are not for search engines: each would be a page."""
    reponse.headers["X-Robots-Tag"] = "noindex"
    return reponse
