"""`/registre/verifier-un-badge/`: a badge is dropped, each step of its verification is explained, nothing is kept."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from registre.preuve.verification.examen import examiner
from registre.preuve.verification.fichier import FICHIER_MAXIMUM
from registre.public.calculs import a_son_tour
from registre.public.rendu import rendre
from registre.public.verifier_badge.donnees import bloc_de_donnees
from registre.public.verifier_badge.etapes import ReponseAuBadge, expliquer
from registre.public.verifier_badge.formulaire import BadgeForm

ENVOI_MAXIMUM = 2 * FICHIER_MAXIMUM  # bytes of a whole request: a file, and a text beside it


# Exempt from the CSRF token, as the page that verifies a list: this POST changes nothing and reads no session, and the
# token would set a cookie on a page that everyone may share.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verifier_un_badge(request: HttpRequest) -> HttpResponse:
    """Show the form; by POST, answer about the badge that it holds."""
    return _examiner(request) if request.method == "POST" else _page(request, BadgeForm())


@never_cache
def _examiner(request: HttpRequest) -> HttpResponse:
    """Answer about a badge, in one's turn: a signature over a graph costs many pages."""
    with a_son_tour(request, "badges"):
        try:
            formulaire = _rempli(request)
        except RequestDataTooBig:
            formulaire = BadgeForm({})
            formulaire.trop_lourde = True
        if not formulaire.is_valid():
            return _page(request, formulaire, statut_http=400)

        trouve = formulaire.cleaned_data["trouve"]
        reponse = expliquer(trouve.support, examiner(trouve.presente, timezone.localdate()))

    return _page(request, BadgeForm(), reponse)


def _rempli(request: HttpRequest) -> BadgeForm:
    """Read what was sent. Raises `RequestDataTooBig`, from what the request says of itself when that is enough."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > ENVOI_MAXIMUM:
        raise RequestDataTooBig("Heavier than any badge.")
    return BadgeForm(request.POST, request.FILES)


def _page(
    request: HttpRequest, formulaire: BadgeForm, reponse: ReponseAuBadge | None = None, *, statut_http: int = 200
) -> HttpResponse:
    contexte = {"formulaire": formulaire, "reponse": reponse, "donnees": bloc_de_donnees(request)}

    return rendre(
        request,
        "registre/verifier_badge.html",
        contexte,
        au=timezone.localdate(),
        titre=_("Vérifier ce badge"),
        description=_("Déposez le badge d’un label Quali’Coop : sa signature, ses dates et son statut, expliqués."),
        statut_http=statut_http,
    )
