"""`/espace/` and `/espace/<coop>/`: what must I do next, by when, and who is waiting for whom."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from registre.calendrier.echeances import echeances
from registre.delais import Echeance
from registre.espace.acces import de_membre, personnel
from registre.espace.parcours import adresse_du_point, note_du_point, parcours_de
from registre.espace.prochaine_etape import prochaine_etape
from registre.etats import Etat, NaturePoint
from registre.models import Invitation, Membre, PeriodeDeStatut
from registre.suivi.lecture import CandidatureSuivie, PointDuSuivi, candidatures_suivies, points_du_suivi
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
    periode = (
        PeriodeDeStatut.objects.filter(cooperative=membre.cooperative, du__lte=au, jusqu_au__gte=au)
        .select_related("cooperative", "label", "identite")
        .first()
    )
    suivies = candidatures_suivies(membre.cooperative, au)
    points = points_du_suivi(suivies)
    contexte = {
        "membre": membre,
        "coop": membre.cooperative,
        "titre": str(membre.cooperative),
        "periode": periode,
        "parcours": parcours_de(suivies, points, au),
        "taches": taches(suivies, points),
        "prochaine": prochaine_etape(membre.cooperative, au, avec_label=bool(periode and periode.label_id)),
        "au": au,
    }

    return render(request, "registre/espace/accueil.html", contexte | _gens(membre))


def _gens(membre: Membre) -> dict[str, Any]:
    """Who else is in this space, and whether the account has others. Two queries."""
    nombres = Membre.objects.filter(Q(cooperative=membre.cooperative) | Q(user=membre.user)).aggregate(
        ici=Count("pk", filter=Q(cooperative=membre.cooperative)), siens=Count("pk", filter=Q(user=membre.user))
    )
    invites = Invitation.objects.filter(
        cooperative=membre.cooperative, utilisee_le__isnull=True, expire_le__gte=timezone.now()
    )
    return {
        "nombre_de_membres": nombres["ici"],
        "nombre_d_invitations": invites.count(),
        "plusieurs": nombres["siens"] > 1,
    }


@dataclass(frozen=True)
class Tache:
    """What the label's course asks of the coop: by which day, where it does it, who waits for whom."""

    quoi: str
    le: datetime.date
    qui: str
    adresse: str = ""
    bouton: str = ""


def taches(suivies: Iterable[CandidatureSuivie], points: Iterable[PointDuSuivi]) -> list[Tache]:
    """Return the points and visits that are awaited, by day. No query."""
    dues = [_du_point(point) for point in points if point.ouvert or point.envoye]
    for suivie in suivies:
        visites = [due for due in echeances(suivie.candidature) if due.nature == NaturePoint.VISITE and due.attendue]
        if suivie.candidature.etat == Etat.ADMISSIBLE:
            dues += [_de_la_visite(suivie, due) for due in visites]
    return sorted(dues, key=lambda tache: tache.le)


def _de_la_visite(suivie: CandidatureSuivie, due: Echeance) -> Tache:
    candidature = suivie.candidature
    adresse = reverse("espace:visite", args=[candidature.cooperative.slug, candidature.rang])
    return Tache(due.nom, due.le, "La Fédération convient du jour avec vous.", adresse, "Demander une visite plus tôt")


def _du_point(point: PointDuSuivi) -> Tache:
    due, note = point.echeance, note_du_point(point)
    qui = (
        "La Fédération l’a reçu et le consigne : vous n’avez rien à faire."
        if point.envoye
        else "La Fédération l’attend"
    )
    bouton = "Relire le point" if point.envoye else "Préparer le point"
    if not point.envoye:
        qui = f"{qui} : {note}." if note else f"{qui}."
        bouton = "Reprendre le point" if note else bouton
    return Tache(due.nom, due.le, qui, adresse_du_point(point), bouton)
