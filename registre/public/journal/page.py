"""`/registre/journal/`: what the public log is, its last entries, how to check it, and one's own former checkpoint."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from registre.preuve.journal_public.point_de_controle import cles_du_journal, origine
from registre.preuve.journal_public.preuves import Lecture, en_base64
from registre.preuve.models import CosignatureDeTemoin, FeuilleDuJournal
from registre.public.connaissance.jour import parametres_verifies
from registre.public.journal.ancien_point import AncienPointForm, Comparaison, comparer
from registre.public.journal.entrees import entrees_lues
from registre.public.rendu import rendre
from socle.adresses.parametres import ParametreInvalide
from socle.adresses.parametres import page as page_demandee
from socle.affluence.debit import compter

PAR_PAGE = 20  # a line has ten elements, and a page few (docs/decisions/0029)
TEMOINS_MONTRES = 10
COMPARAISONS_PAR_MINUTE = 30


# Exempt from the CSRF token, which would set a cookie on a page that everyone may share: this POST changes nothing.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@parametres_verifies
def journal(request: HttpRequest) -> HttpResponse:
    """Show the log (`?page=`), or compare it with the checkpoint that was sent."""
    return _comparaison(request) if request.method == "POST" else _page(request, AncienPointForm())


@never_cache
def _comparaison(request: HttpRequest) -> HttpResponse:
    """Answer for a former checkpoint; what is wrong with it is said on its field."""
    compter(request, "points-de-controle", par_minute=COMPARAISONS_PAR_MINUTE)
    try:
        formulaire = AncienPointForm(request.POST)
    except RequestDataTooBig:
        formulaire = AncienPointForm({})
    if not formulaire.is_valid():
        return _page(request, formulaire, statut_http=400)
    return _page(request, formulaire, comparaison=comparer(formulaire.cleaned_data["point"]))


def _page(
    request: HttpRequest, formulaire: AncienPointForm, *, comparaison: Comparaison | None = None, statut_http: int = 200
) -> HttpResponse:
    lecture, cles = Lecture(), [str(cle) for cle in cles_du_journal()]
    contexte = _entrees(request, lecture.taille) | {
        "taille": lecture.taille,
        "racine": en_base64(lecture.racine),
        "origine": origine(),
        "cles": cles,
        "cle": cles[0] if cles else "…",
        "signe": bool(lecture.point()),
        "rupture": lecture.rupture,
        "cosignatures": CosignatureDeTemoin.objects.order_by("-taille", "temoin")[:TEMOINS_MONTRES],
        "formulaire": formulaire,
        "comparaison": comparaison,
        "journal_entier": request.build_absolute_uri(request.path).rstrip("/"),
    }
    titre = _("Le journal public des décisions")
    description = _(
        "Chaque décision sur un label Quali’Coop, dans un journal qui ne fait que croître, vérifiable par tous."
    )

    return rendre(
        request,
        "registre/journal_public.html",
        contexte,
        au=timezone.localdate(),
        titre=titre,
        description=description,
        statut_http=statut_http,
    )


def _entrees(request: HttpRequest, taille: int) -> dict[str, Any]:
    """The entries of the page asked, the latest first. Raises `ParametreInvalide` past the last page."""
    page, pages = page_demandee(request.GET), max(1, -(-taille // PAR_PAGE))
    if page > pages:
        raise ParametreInvalide("page", _("Le journal n’a pas tant de pages."))

    fin = taille - (page - 1) * PAR_PAGE
    feuilles = FeuilleDuJournal.objects.filter(indice__lt=fin, indice__gte=fin - PAR_PAGE).order_by("-indice")
    entrees = entrees_lues(feuilles)

    return {
        "entrees": entrees,
        "demonstration": any(entree.demonstration for entree in entrees),
        "numero_de_page": page,
        "pages": pages,
        "precedente": page - 1,
        "suivante": page + 1 if page < pages else 0,
    }
