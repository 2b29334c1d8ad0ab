"""`…/suivi/<candidature>/<months>/garder/`: what the page of a point sends by itself while one types."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from registre.espace.acces import de_membre, sans_perte
from registre.espace.points import CHIFFRES_DE_VERSION, TROP_LONG
from registre.models import Membre
from registre.operations import OperationRefusee
from registre.suivi.ecriture import PointEcritAilleurs, garder, point_de
from socle.formulaires.saisie import Saisie
from socle.textes.signes import entier_ou_rien

AILLEURS = "Ce point est aussi écrit ailleurs : enregistrez pour voir les deux textes."


@sans_perte
@de_membre
@require_POST
def garder_le_point(request: HttpRequest, membre: Membre, rang: int, mois: int) -> HttpResponse:
    """Answer with the version kept, or say why nothing was. Raises `Http404` for a point of another coop."""
    saisie = Saisie.du_formulaire(request)
    version = entier_ou_rien(request.POST.get("version", ""), CHIFFRES_DE_VERSION) or 0
    if point_de(membre, (rang, mois), timezone.localdate()) is None:
        raise Http404
    if saisie.trop_longue:
        return JsonResponse({"message": TROP_LONG}, status=413)

    try:
        garde = garder(membre, (rang, mois), saisie, version=version)
    except PointEcritAilleurs:
        return JsonResponse({"message": AILLEURS}, status=409)
    except OperationRefusee as refus:
        return JsonResponse({"message": " ".join(refus.messages)}, status=409)

    a = timezone.localtime(garde.modifiee_le)
    return JsonResponse({"version": garde.version, "message": f"Gardé à {a:%H:%M}."})
