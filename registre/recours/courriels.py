"""Who is told of an appeal: the members of its coop at each step, who instructs when it comes or is taken back."""

from django.urls import reverse

from registre.courriers.destinataires import gens_de_la_coop, qui_instruit
from registre.courriers.inscription import annoncer
from registre.models import SeanceComite
from registre.recours.models import RecoursDeCooperative

GABARIT = "registre/courriels/recours.txt"


def accuser_reception(recours: RecoursDeCooperative) -> None:
    """Tell the coop that its appeal is filed, and who instructs that it came."""
    _a_la_coop(recours, "depose")
    _a_qui_instruit(recours, "arrive")


def annoncer_la_seance(recours: RecoursDeCooperative) -> None:
    """Tell the coop when its appeal is heard."""
    _a_la_coop(recours, "seance")


def dire_la_reponse(recours: RecoursDeCooperative) -> None:
    """Tell the coop what was answered, and why."""
    _a_la_coop(recours, "reponse")


def dire_le_retrait(recours: RecoursDeCooperative, seance: SeanceComite | None) -> None:
    """Tell the coop that its appeal is taken back, and who instructs, with the session that was to hear it."""
    _a_la_coop(recours, "retire")
    _a_qui_instruit(recours, "parti", seance)


def _a_la_coop(recours: RecoursDeCooperative, quoi: str) -> None:
    coop = recours.cooperative
    contexte = {"recours": recours, "quoi": quoi, "adresse": reverse("espace:decisions", args=[coop.slug])}
    annoncer(GABARIT, contexte, gens_de_la_coop(coop.pk), au_sujet_de=coop)


def _a_qui_instruit(recours: RecoursDeCooperative, quoi: str, seance: SeanceComite | None = None) -> None:
    adresse = reverse("wagtailsnippets_recours_recoursdecooperative:inspect", args=[recours.pk])
    contexte = {"recours": recours, "quoi": quoi, "adresse": adresse, "seance": seance}
    annoncer(GABARIT, contexte, qui_instruit(), au_sujet_de=recours.cooperative, a_instruire=True)
