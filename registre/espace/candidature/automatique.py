"""`…/garder/`: what a step's page sends by itself while one types."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from registre.dossier import ecriture
from registre.dossier.ecriture import FERME, EcritAilleurs
from registre.dossier.edition import lire_edition
from registre.dossier.etapes import cle_d_etape, etape_d_engagement
from registre.dossier.situation import situation_de
from registre.espace.acces import de_membre, sans_perte
from registre.models import Membre
from registre.operations import OperationRefusee
from socle.formulaires.saisie import Saisie
from socle.textes.signes import entier_ou_rien

AILLEURS = "Cette étape est aussi écrite ailleurs : enregistrez pour voir les deux textes."
TROP_LONGUE = "Ce texte est trop long pour être gardé."
CHIFFRES_DE_VERSION = 9  # what the column holds


@sans_perte
@de_membre
@require_POST
def garder_engagement(request: HttpRequest, membre: Membre, cle: str) -> HttpResponse:
    """Keep what is typed of an engagement."""
    return _garder(request, membre, etape_d_engagement(cle))


@sans_perte
@de_membre
@require_POST
def garder(request: HttpRequest, membre: Membre, nom: str) -> HttpResponse:
    """Keep what is typed in one of the steps that every dossier has."""
    return _garder(request, membre, nom)


def _garder(request: HttpRequest, membre: Membre, nom: str) -> HttpResponse:
    """Answer with the version kept, or say why nothing was. Raises `Http404` for an engagement of no edition."""
    saisie = Saisie.du_formulaire(request)
    version = entier_ou_rien(request.POST.get("version", ""), CHIFFRES_DE_VERSION) or 0
    situation = situation_de(membre.cooperative)
    if saisie.trop_longue:
        return JsonResponse({"message": TROP_LONGUE}, status=413)
    if situation is None or not situation.modifiable:
        return JsonResponse({"message": FERME}, status=409)
    if cle_d_etape(nom) and cle_d_etape(nom) not in lire_edition(situation.dossier.edition).par_cle:
        raise Http404

    try:
        gardee = ecriture.garder(situation.dossier.pk, nom, saisie, version=version, par=membre.user)
    except EcritAilleurs:
        return JsonResponse({"message": AILLEURS}, status=409)
    except OperationRefusee as refus:
        return JsonResponse({"message": " ".join(refus.messages)}, status=409)

    a = timezone.localtime(gardee.modifiee_le)
    return JsonResponse({"version": gardee.version, "message": f"Gardé à {a:%H:%M}."})
