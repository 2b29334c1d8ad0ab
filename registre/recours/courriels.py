"""Who is told of an appeal: the members of its coop at each step, who instructs when it comes."""

from django.urls import reverse

from registre.dossier.destinataires import gens_de_la_coop, qui_instruit
from registre.recours.models import RecoursDeCooperative
from socle.courriels import annoncer

GABARIT = "registre/courriels/recours.txt"


def accuser_reception(recours: RecoursDeCooperative) -> None:
    """Tell the coop that its appeal is filed, and who instructs that it came."""
    _a_la_coop(recours, "depose")
    dans_l_admin = reverse("wagtailsnippets_recours_recoursdecooperative:inspect", args=[recours.pk])
    contexte = {"recours": recours, "quoi": "arrive", "adresse": dans_l_admin}
    annoncer(GABARIT, contexte, [personne.email for personne in qui_instruit()])


def annoncer_la_seance(recours: RecoursDeCooperative) -> None:
    """Tell the coop when its appeal is heard."""
    _a_la_coop(recours, "seance")


def dire_la_reponse(recours: RecoursDeCooperative) -> None:
    """Tell the coop what was answered, and why."""
    _a_la_coop(recours, "reponse")


def _a_la_coop(recours: RecoursDeCooperative, quoi: str) -> None:
    adresse = reverse("espace:decisions", args=[recours.cooperative.slug])
    gens = gens_de_la_coop(recours.cooperative_id)
    annoncer(GABARIT, {"recours": recours, "quoi": quoi, "adresse": adresse}, [personne.email for personne in gens])
