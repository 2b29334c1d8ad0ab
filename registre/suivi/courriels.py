"""Who is told of a point: who instructs when it comes, the members of its coop when it left and when it comes back."""

from django.urls import reverse

from registre.dossier.destinataires import gens_de_la_coop, qui_instruit
from registre.suivi.models import PointDeCooperative
from socle.courriels import annoncer

GABARIT = "registre/courriels/point.txt"


def accuser_reception(point: PointDeCooperative) -> None:
    """Tell the coop that its point left, and who instructs that it came."""
    _a_la_coop(point, "envoye")
    dans_l_admin = reverse("wagtailsnippets_suivi_pointdecooperative:inspect", args=[point.pk])
    contexte = {"point": point, "quoi": "arrive", "adresse": dans_l_admin}
    annoncer(GABARIT, contexte, [personne.email for personne in qui_instruit()])


def annoncer_le_renvoi(point: PointDeCooperative) -> None:
    """Tell the coop that its point is to be told anew, and why."""
    _a_la_coop(point, "renvoye")


def _a_la_coop(point: PointDeCooperative, quoi: str) -> None:
    candidature = point.candidature
    adresse = reverse("espace:point", args=[candidature.cooperative.slug, candidature.rang, point.mois])
    gens = gens_de_la_coop(candidature.cooperative_id)
    annoncer(GABARIT, {"point": point, "quoi": quoi, "adresse": adresse}, [personne.email for personne in gens])
