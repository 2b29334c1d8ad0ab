"""Who is told of a point, or of a visit asked for: who instructs when it comes, its coop of what becomes of it."""

from typing import Any

from django.urls import reverse

from registre.courriers.destinataires import gens_de_la_coop, qui_instruit
from registre.courriers.inscription import annoncer
from registre.models import Cooperative
from registre.suivi.models import DemandeDeVisite, PointDeCooperative

GABARIT = "registre/courriels/point.txt"
D_UNE_VISITE = "registre/courriels/visite_demandee.txt"


def accuser_reception(point: PointDeCooperative) -> None:
    """Tell the coop that its point left, and who instructs that it came."""
    _a_la_coop(point, "envoye")
    dans_l_admin = reverse("wagtailsnippets_suivi_pointdecooperative:inspect", args=[point.pk])
    contexte = {"point": point, "quoi": "arrive", "adresse": dans_l_admin}
    _a_qui_instruit(GABARIT, contexte, point.candidature.cooperative)


def annoncer_le_renvoi(point: PointDeCooperative) -> None:
    """Tell the coop that its point is to be told anew, and why."""
    _a_la_coop(point, "renvoye")


def _a_la_coop(point: PointDeCooperative, quoi: str) -> None:
    coop = point.candidature.cooperative
    adresse = reverse("espace:point", args=[coop.slug, point.candidature.rang, point.mois])
    contexte = {"point": point, "quoi": quoi, "adresse": adresse}
    annoncer(GABARIT, contexte, gens_de_la_coop(coop.pk), au_sujet_de=coop)


def _a_qui_instruit(gabarit: str, contexte: dict[str, Any], coop: Cooperative) -> None:
    annoncer(gabarit, contexte, qui_instruit(), au_sujet_de=coop, a_instruire=True)


def annoncer_la_demande(demande: DemandeDeVisite) -> None:
    """Tell who instructs that a coop asks for its visit before its day."""
    adresse = reverse("wagtailsnippets_suivi_demandedevisite:inspect", args=[demande.pk])
    contexte = {"demande": demande, "quoi": "arrive", "adresse": adresse}
    _a_qui_instruit(D_UNE_VISITE, contexte, demande.candidature.cooperative)


def annoncer_la_reponse(demande: DemandeDeVisite) -> None:
    """Tell the coop what was answered."""
    coop = demande.candidature.cooperative
    adresse = reverse("espace:visite", args=[coop.slug, demande.candidature.rang])
    contexte = {"demande": demande, "quoi": "reponse", "adresse": adresse}
    annoncer(D_UNE_VISITE, contexte, gens_de_la_coop(coop.pk), au_sujet_de=coop)
