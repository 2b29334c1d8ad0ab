"""Requests as this server's processes counted them: how many, how they ended, how long they took.

Nothing of a person: neither address, nor query, nor name; the first word of the path, when it is one of ours.
"""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram, multiprocess, values

PORTES = {"admin", "api", "compte", "documents", "espace", "recherche", "registre", "sante"}
METHODES = {"GET", "HEAD", "OPTIONS", "POST"}
AUTRE = "autre"

COMPTEES = CollectorRegistry()
NOMBRE = Counter("coophlm_requetes", "Requêtes servies.", ["porte", "methode", "etat"], registry=COMPTEES)
DUREE = Histogram("coophlm_requete_duree_seconds", "Durée des requêtes.", ["porte"], registry=COMPTEES)


class MesureDesRequetesMiddleware:
    """Counts each request once it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        debut = time.perf_counter()
        reponse = self.get_response(request)

        porte = porte_de(request.path_info)
        methode = request.method if request.method in METHODES else AUTRE
        NOMBRE.labels(porte, methode, reponse.status_code).inc()
        DUREE.labels(porte).observe(time.perf_counter() - debut)
        return reponse


def porte_de(chemin: str) -> str:
    """Return which part of the site an address is of, in one of few words, the English one with the French."""
    mots = chemin.strip("/").removeprefix("en/").split("/")
    return mots[0] if mots[0] in PORTES else "pages"


def compteurs() -> CollectorRegistry:
    """Return the counts of every process of the server when they share a folder, of this one otherwise.

    The folder is `PROMETHEUS_MULTIPROC_DIR`, which the library itself reads (deploy/coophlm.service).
    """
    if values.ValueClass is values.MutexValue:
        return COMPTEES
    toutes = CollectorRegistry()
    multiprocess.MultiProcessCollector(toutes)  # type: ignore[no-untyped-call]
    return toutes
