"""`/espace/` and `/espace/<coop>/`: what must I do next, by when, and who is waiting for whom."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from registre.calendrier.echeances import echeances
from registre.delais import Echeance
from registre.espace.acces import de_membre, personnel
from registre.espace.prochaine_etape import prochaine_etape
from registre.models import Invitation, Membre, PeriodeDeStatut
from socle.textes.ordre import EnFrancais


@personnel
@require_safe
def choix(request: HttpRequest) -> HttpResponse:
    """Lead to the only coop of the account, or let it choose among several; what the address asks follows."""
    membres = list(
        Membre.objects.filter(user=request.user)  # type: ignore[misc] # logged in: `personnel` asked
        .select_related("cooperative")
        .order_by(EnFrancais("cooperative__nom"))
    )
    question = request.META.get("QUERY_STRING", "")
    suite = f"?{question}" if question else ""
    if len(membres) == 1:
        return redirect(reverse("espace:accueil", args=[membres[0].cooperative.slug]) + suite)
    return render(request, "registre/espace/choix.html", {"membres": membres, "titre": "Mon espace", "suite": suite})


@de_membre
@require_safe
def accueil(request: HttpRequest, membre: Membre) -> HttpResponse:
    """Show the coop's situation today, its deadlines, its members; its sheets come through a template tag."""
    au = timezone.localdate()
    liens = ("label", "identite", "candidature__referentiel")
    periode = (
        PeriodeDeStatut.objects.filter(cooperative=membre.cooperative, du__lte=au, jusqu_au__gte=au)
        .select_related("cooperative", *liens)
        .first()
    )
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": str(membre.cooperative),
        "periode": periode,
        "echeances": _a_venir(periode),
        "prochaine": prochaine_etape(membre.cooperative, au, avec_label=bool(periode and periode.label_id)),
        "au": au,
        "nombre_de_membres": Membre.objects.filter(cooperative=membre.cooperative).count(),
        "nombre_d_invitations": Invitation.objects.filter(
            cooperative=membre.cooperative, utilisee_le__isnull=True, expire_le__gte=timezone.now()
        ).count(),
        "plusieurs": Membre.objects.filter(user=membre.user).count() > 1,
    }

    return render(request, "registre/espace/accueil.html", contexte)


def _a_venir(periode: PeriodeDeStatut | None) -> list[Echeance]:
    """What the label's course asks of the coop and is not done yet, in order."""
    if periode is None or periode.candidature is None:
        return []
    return [echeance for echeance in echeances(periode.candidature) if echeance.attendue]
