"""`/registre/labels/<numero>/carte/`: what a label is today, in a frame of another site.

The only address of the site that any other may frame: no cookie, no script, nothing to fill in, one link, which leads
out of the frame.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from registre.lecture.label_du_jour import label_du_jour
from registre.promotion.reponses import ouverte, question

DANS_TOUT_SITE = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


@xframe_options_exempt
@require_safe
def carte(request: HttpRequest, numero: str) -> HttpResponseBase:
    """Answer with the card of a label today, whatever became of it; 404, in the same shape, for an unknown number."""
    maintenant = timezone.now()
    if numero != numero.upper():
        adresse = reverse("registre:carte", args=[numero.upper()]) + question(request)
        return _dans_un_cadre(ouverte(redirect(adresse, permanent=True), maintenant))

    lu = label_du_jour(numero, timezone.localdate(maintenant))
    statut = 200 if lu else 404
    reponse = render(request, "registre/promotion/carte.html", {"lu": lu, "numero": numero}, status=statut)

    return _dans_un_cadre(ouverte(reponse, maintenant))


def _dans_un_cadre(reponse: HttpResponseBase) -> HttpResponseBase:
    reponse.headers["Content-Security-Policy"] = DANS_TOUT_SITE
    return reponse
