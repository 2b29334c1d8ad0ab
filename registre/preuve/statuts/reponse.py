"""`/registre/statuts/<numero>/<objet>/`: one address, two forms, since no single one suits both foreign clients."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.preuve.reponses import en_clair
from registre.preuve.statuts.adresses import Objet
from registre.preuve.statuts.publication import liste_du_jour

JSON, JWT = "application/ld+json", "application/vc+jwt"
EN_JSON = [JSON, "application/vc", "application/vc+ld+json", "application/json"]
EN_JWT = [JWT, "application/jwt"]


@require_safe
def liste_de_statuts(request: HttpRequest, liste: int, objet: str) -> HttpResponse:
    """Answer with a status list of today, as JSON or as JWT according to `Accept`; openbadgeslib sends none: a JWT."""
    if objet not in set(Objet):
        raise Http404

    du_jour = liste_du_jour(liste, Objet(objet), timezone.localdate())
    if du_jour is None:
        return en_clair(_("Il n’y a pas de liste de statuts à cette adresse."), 404)

    type_mime = forme_demandee(request)
    etag = f'"{du_jour.marque}-{"jwt" if type_mime == JWT else "json"}"'
    reponse = get_conditional_response(request, etag=etag)
    if reponse is None:
        publiee = du_jour.publier()
        reponse = HttpResponse(publiee.jwt if type_mime == JWT else publiee.texte, content_type=type_mime)

    reponse.headers["ETag"] = etag
    patch_vary_headers(reponse, ["Accept"])
    return reponse


def forme_demandee(request: HttpRequest) -> str:
    """Return the type that a request prefers: JSON for whatever takes anything, JWT for who says nothing at all."""
    if "Accept" not in request.headers:
        return JWT
    return JWT if request.get_preferred_type(EN_JSON + EN_JWT) in EN_JWT else JSON
