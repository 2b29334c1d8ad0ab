"""`/registre/verifier/`: is this coop labelled? One question, or up to a thousand SIREN at once."""

import csv

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from registre.public.calculs import a_son_tour
from registre.public.connaissance.jour import Jours, jours_demandes, parametres_verifies
from registre.public.rendu import rendre
from registre.public.verifier.bilan import bilan
from registre.public.verifier.liste_de_siren import ListeDeSirenForm
from registre.public.verifier.verification import LigneVerifiee, Reponse, repondre, verifier_liste
from socle.adresses.parametres import RECHERCHE_MAXIMUM, ParametreInvalide
from socle.tableaux.cellules import inoffensive

ENVOI_MAXIMUM = 4_000_000  # bytes of a whole request: the heaviest text that Django reads, and a file of one megabyte

COLONNES = (
    "siren",
    "resultat",
    "detail",
    "nom",
    "numero_label",
    "valide_jusqu_au",
    "statut_au",
    "demonstration",
    "connu_le",
    "siren_actuel",
    "precisions",
)


# Exempt from the CSRF token, which would set a cookie on a page that everyone may share: this POST changes nothing,
# reads no session and answers only what a GET of the register would. It is a POST because a thousand numbers do not
# fit in an address, and so that the list asked about is in no log.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@parametres_verifies
def verifier(request: HttpRequest) -> HttpResponse:
    """Answer a question (`?q=`, `?au=`), or a list sent by POST."""
    return verifier_une_liste(request) if request.method == "POST" else verifier_une_coop(request)


def verifier_une_coop(request: HttpRequest) -> HttpResponse:
    """Answer the question of the address in one sentence; without one, show the two forms."""
    jours, question = jours_demandes(request), " ".join(request.GET.get("q", "").split())
    if len(question) > RECHERCHE_MAXIMUM:
        raise ParametreInvalide("q", _("Deux cents caractères au plus."))
    reponse = repondre(question, jours) if question else None
    connu_le = jours.connu_le.isoformat() if jours.connu_le else ""
    formulaire = ListeDeSirenForm(initial={"au": jours.au.isoformat(), "connu_le": connu_le})
    return _page(request, jours, formulaire, question=question, reponse=reponse)


@never_cache
def verifier_une_liste(request: HttpRequest) -> HttpResponse:
    """Answer a list, as a page or as a CSV file; what is wrong with it is said on its field.

    A list to read costs many pages, so it is checked in turn; one that is too long is refused before it is read.
    """
    try:
        formulaire = _formulaire_rempli(request)
    except RequestDataTooBig:
        formulaire = ListeDeSirenForm({})
        formulaire.trop_lourde = True
    if not formulaire.is_valid():
        return _page(request, Jours(timezone.localdate()), formulaire, statut_http=400)

    with a_son_tour(request, "listes"):
        return _repondre_a_la_liste(request, formulaire)


def _formulaire_rempli(request: HttpRequest) -> ListeDeSirenForm:
    """Read what was sent. Raises `RequestDataTooBig`, from what the request says of itself when that is enough."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > ENVOI_MAXIMUM:
        raise RequestDataTooBig("Heavier than any list or file that could be checked.")
    return ListeDeSirenForm(request.POST, request.FILES)


def _repondre_a_la_liste(request: HttpRequest, formulaire: ListeDeSirenForm) -> HttpResponse:
    jours = Jours(formulaire.cleaned_data["au"], formulaire.cleaned_data["connu_le"])
    lignes = verifier_liste(formulaire.cleaned_data["lignes"], jours)
    if request.POST.get("format") == "csv":
        return _csv(lignes, jours)
    return _page(request, jours, formulaire, lignes=lignes)


def _page(  # noqa: PLR0913 - what the page may show, each of it or not
    request: HttpRequest,
    jours: Jours,
    formulaire: ListeDeSirenForm,
    *,
    question: str = "",
    reponse: Reponse | None = None,
    lignes: list[LigneVerifiee] | None = None,
    statut_http: int = 200,
) -> HttpResponse:
    contexte = {
        "formulaire": formulaire,
        "connu_le": jours.connu_le,
        "jours_demandes": jours.question,
        "q": question,
        "reponse": reponse,
        "lignes": lignes,
        "bilan": bilan(lignes or ()),
        "liste_collee": "\n".join(ligne.siren for ligne in lignes or ()),
        "demonstration": bool(reponse and reponse.demonstration) or any(ligne.demonstration for ligne in lignes or ()),
    }
    titre = _("Cette coopérative est-elle labellisée ?")
    description = _("Vérifier le label Quali’Coop d’une coopérative par son nom, son SIREN ou le numéro du label.")

    return rendre(
        request,
        "registre/verifier.html",
        contexte,
        au=jours.au,
        titre=titre,
        description=description,
        statut_http=statut_http,
    )


def _csv(lignes: list[LigneVerifiee], jours: Jours) -> HttpResponse:
    """The answers as a file, one line per line asked."""
    reponse = HttpResponse(content_type="text/csv; charset=utf-8; header=present")
    connu = f"-connu-{jours.connu_le}" if jours.connu_le else ""
    reponse.headers["Content-Disposition"] = f'attachment; filename="verification-{jours.au}{connu}.csv"'
    sortie = csv.writer(reponse)

    sortie.writerow(COLONNES)

    for ligne in lignes:
        fin = ligne.valide_jusqu_au.isoformat() if ligne.valide_jusqu_au else ""
        fictive = "true" if ligne.demonstration else "false"
        siren = ligne.siren if ligne.resultat != "invalide" else inoffensive(ligne.siren)
        connues = (jours.su_le, ligne.siren_actuel, " ".join(ligne.precisions))
        sortie.writerow(
            [siren, ligne.resultat, ligne.detail, ligne.nom, ligne.numero, fin, jours.au, fictive, *connues]
        )
    return reponse
