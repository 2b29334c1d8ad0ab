"""What is answered at `/.well-known/did.json`: the keys, to whoever verifies."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.preuve.did.document import document_did
from registre.preuve.reponses import en_clair


@require_safe
def did_json(request: HttpRequest) -> HttpResponse:
    """Answer with the keys that verify; 404 in words on a machine that has none."""
    document = document_did()
    if document is None:
        return en_clair(_("Ce site n’a pas de clé de signature."), 404)
    return JsonResponse(document, content_type="application/did+json")
