"""`credential.json` and `credential.jwt`: the credential of a label, in its two signed forms."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.lecture.label_du_jour import ANNULE, label_du_jour
from registre.preuve.justificatifs.emission import Justificatif, justificatif_de
from registre.preuve.reponses import en_clair


@require_safe
def credential_json(request: HttpRequest, numero: str) -> HttpResponse:
    """Answer with the JSON document and its Data Integrity proof."""
    return _repondre(request, numero, "credential_json", "application/ld+json", lambda donne: donne.texte)


@require_safe
def credential_jwt(request: HttpRequest, numero: str) -> HttpResponse:
    """Answer with the compact JWT."""
    return _repondre(request, numero, "credential_jwt", "application/vc+jwt", lambda donne: donne.jwt)


def _repondre(
    request: HttpRequest, numero: str, adresse: str, type_mime: str, forme: Callable[[Justificatif], str]
) -> HttpResponse:
    """Answer with a form of the credential, saved under the label's number; in words when there is none."""
    if numero != numero.upper():
        return redirect(reverse(f"registre:{adresse}", args=[numero.upper()]), permanent=True)

    lu = label_du_jour(numero, timezone.localdate())
    if lu is None:
        return en_clair(_("Aucun label n’a jamais porté le numéro %s.") % numero, 404)
    if lu.etat == ANNULE:
        return en_clair(
            _("Le numéro %s a été donné par erreur, puis annulé : il n’a pas de justificatif.") % numero, 410
        )
    donne = justificatif_de(lu)
    if donne is None:
        return en_clair(_("Ce label n’a pas de justificatif signé : sa page du registre fait foi."), 404)

    etag = f'"{donne.marque}"'
    reponse = get_conditional_response(request, etag=etag) or HttpResponse(forme(donne), content_type=type_mime)
    reponse.headers["ETag"] = etag
    extension = adresse.removeprefix("credential_")
    reponse.headers["Content-Disposition"] = f'inline; filename="{numero}.{extension}"'
    return reponse
