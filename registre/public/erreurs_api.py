"""Errors of the API as problem+json (RFC 9457): what is wrong, where, and what to do."""

import json
from math import ceil
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from registre.public.numeros_annules import NumeroAnnule
from socle.parametres import ParametreInvalide


def probleme(statut: int, titre: str, detail: str, **autres: Any) -> HttpResponse:
    """Return a problem; `autres` are its own members."""
    corps = {"type": "about:blank", "status": statut, "title": titre, "detail": detail} | autres
    contenu = json.dumps(corps, ensure_ascii=False)
    reponse = HttpResponse(contenu, status=statut, content_type="application/problem+json")
    reponse.headers["Cache-Control"] = "no-store"
    return reponse


def reponse_decrite(statut: int, description: str) -> dict[str, Any]:
    """Return what OpenAPI says of an error's answer."""
    contenu = {"application/problem+json": {"schema": {"type": "object"}}}
    return {str(statut): {"description": description, "content": contenu}}


# What each address may answer beside its own, as OpenAPI describes it.
PARAMETRE = {"responses": reponse_decrite(400, "Un paramètre n'a pas de sens : lequel, et que faire.")}
RIEN = {"responses": PARAMETRE["responses"] | reponse_decrite(404, "Ce numéro n'est à personne ce jour-là.")}
NUMERO_ANNULE = {
    "responses": RIEN["responses"] | reponse_decrite(410, "Numéro donné par erreur, annulé, jamais réattribué.")
}


def parametre_invalide(_request: HttpRequest, faute: Any) -> HttpResponse:
    """A value that means nothing."""
    return probleme(400, _("Paramètre invalide"), faute.message, parametre=faute.parametre)


def validation(_request: HttpRequest, erreur: Any) -> HttpResponse:
    """Parameters of the wrong shape, each named."""
    fautes = [{"parametre": str(e["loc"][-1]), "detail": str(e["msg"])} for e in erreur.errors]
    return probleme(422, _("Demande incomplète"), _("Corrigez les paramètres nommés."), fautes=fautes)


def introuvable(_request: HttpRequest, _erreur: Any) -> HttpResponse:
    """Nothing bears this number."""
    return probleme(404, _("Introuvable"), _("Aucune coopérative, aucun label de ce numéro ce jour-là."))


def numero_annule(_request: HttpRequest, erreur: Any) -> HttpResponse:
    """The number was given by mistake: when it was annulled, and why."""
    annule = erreur.annule
    return probleme(410, _("Numéro annulé"), str(annule), annule_le=annule.annule_le.isoformat(), motif=annule.motif)


def trop_de_demandes(_request: HttpRequest, erreur: Any) -> HttpResponse:
    """Too many requests: when to come back."""
    attente = max(1, ceil(erreur.wait or 1))
    detail = _("Revenez dans %(n)s secondes, ou prenez registre.csv : tout y est.") % {"n": attente}
    reponse = probleme(429, _("Trop de demandes"), detail)
    reponse.headers["Retry-After"] = str(attente)
    return reponse


def autre(_request: HttpRequest, erreur: Any) -> HttpResponse:
    """What the framework refuses: an unreadable body, for one."""
    return probleme(erreur.status_code, _("Demande refusée"), str(erreur))


def brancher(api: NinjaAPI) -> None:
    """Give the API these answers."""
    api.add_exception_handler(ParametreInvalide, parametre_invalide)
    api.add_exception_handler(ValidationError, validation)
    api.add_exception_handler(Http404, introuvable)
    api.add_exception_handler(NumeroAnnule, numero_annule)
    api.add_exception_handler(Throttled, trop_de_demandes)
    api.add_exception_handler(HttpError, autre)
