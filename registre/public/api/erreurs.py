"""Errors of the API as problem+json (RFC 9457): what is wrong, where, and what to do."""

import json
from math import ceil
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from registre.public.fiche.numeros_annules import NumeroAnnuleDemande
from socle.adresses.parametres import AbsentCeJourLa, ParametreInvalide
from socle.cache.durees import ne_pas_garder

ILLISIBLE = 400
# What pydantic says of a shape, by its code, in the reader's language.
FORMES = {
    "missing": gettext_lazy("Il manque."),
    "list_type": gettext_lazy("Une liste est attendue."),
    "model_attributes_type": gettext_lazy("Un objet JSON est attendu."),
    "string_too_long": gettext_lazy("%(max_length)s caractères au plus."),
    "string_type": gettext_lazy("Un texte est attendu."),
    "too_long": gettext_lazy("%(max_length)s valeurs au plus."),
    "too_short": gettext_lazy("%(min_length)s valeur au moins."),
}


def probleme(statut: int, titre: str, detail: str, **autres: Any) -> HttpResponse:
    """Return a problem; `autres` are its own members."""
    corps = {"type": "about:blank", "status": statut, "title": titre, "detail": detail} | autres
    contenu = json.dumps(corps, ensure_ascii=False)
    reponse = HttpResponse(contenu, status=statut, content_type="application/problem+json")
    ne_pas_garder(reponse)
    return reponse


def parametre_invalide(_request: HttpRequest, faute: Any) -> HttpResponse:
    """A value that means nothing; one that means something, but not on the day asked, is not found."""
    if isinstance(faute, AbsentCeJourLa):
        return probleme(404, _("Introuvable"), faute.message, parametre=faute.parametre)
    return probleme(400, _("Paramètre invalide"), faute.message, parametre=faute.parametre)


def validation(_request: HttpRequest, erreur: Any) -> HttpResponse:
    """Parameters of the wrong shape, each named."""
    fautes = [
        {"parametre": str(e["loc"][-1]), "detail": str(FORMES.get(e["type"], e["msg"])) % e.get("ctx", {})}
        for e in erreur.errors
    ]
    return probleme(422, _("Demande incomplète"), _("Corrigez les paramètres nommés."), fautes=fautes)


def introuvable(_request: HttpRequest, _erreur: Any) -> HttpResponse:
    """The problem told when nothing bears this number on that day."""
    return probleme(404, _("Introuvable"), _("Aucune coopérative, aucun label de ce numéro ce jour-là."))


def numero_annule(_request: HttpRequest, erreur: Any) -> HttpResponse:
    """The number was given by mistake: when it was annulled, and why. It is never given again."""
    annule = erreur.annule
    detail = f"{annule} {_('Ce numéro ne sera jamais redonné.')}"
    return probleme(410, _("Numéro annulé"), detail, annule_le=annule.annule_le.isoformat(), motif=annule.motif)


def trop_de_demandes(_request: HttpRequest, erreur: Any) -> HttpResponse:
    """Too many requests: when to come back."""
    attente = max(1, ceil(erreur.wait or 1))
    detail = ngettext(
        "Revenez dans %(n)s seconde, ou prenez registre.csv : tout y est.",
        "Revenez dans %(n)s secondes, ou prenez registre.csv : tout y est.",
        attente,
    ) % {"n": attente}
    reponse = probleme(429, _("Trop de demandes"), detail)
    reponse.headers["Retry-After"] = str(attente)
    return reponse


def methode_refusee(permises: set[str]) -> HttpResponse:
    """A method that writes, or that means nothing here: those that are allowed."""
    noms = ", ".join(sorted(permises | {"HEAD"}))
    detail = _("Cette adresse se lit : méthodes permises %(noms)s.") % {"noms": noms}
    reponse = probleme(405, _("Méthode refusée"), detail)
    reponse.headers["Allow"] = noms
    return reponse


def trop_lourde(_request: HttpRequest, _erreur: Any) -> HttpResponse:
    """More than the server reads at once."""
    return probleme(413, _("Demande trop lourde"), _("Envoyez mille SIREN au plus : coupez la liste en plusieurs."))


def autre(_request: HttpRequest, erreur: Any) -> HttpResponse:
    """What the framework refuses: a body that is not JSON."""
    detail = _("Le corps de la demande n’est pas du JSON : vérifiez guillemets, virgules et accolades.")
    return probleme(
        erreur.status_code, _("Demande refusée"), detail if erreur.status_code == ILLISIBLE else str(erreur)
    )


def brancher(api: NinjaAPI) -> None:
    """Give the API these answers."""
    api.add_exception_handler(ParametreInvalide, parametre_invalide)
    api.add_exception_handler(ValidationError, validation)
    api.add_exception_handler(Http404, introuvable)
    api.add_exception_handler(NumeroAnnuleDemande, numero_annule)
    api.add_exception_handler(Throttled, trop_de_demandes)
    api.add_exception_handler(RequestDataTooBig, trop_lourde)
    api.add_exception_handler(HttpError, autre)
