"""Who is told of a point, or of a visit asked for: who instructs when it comes, its coop of what becomes of it."""

from django.urls import reverse

from registre.dossier.destinataires import gens_de_la_coop, qui_instruit
from registre.suivi.models import DemandeDeVisite, PointDeCooperative
from socle.courriels import annoncer

GABARIT = "registre/courriels/point.txt"
D_UNE_VISITE = "registre/courriels/visite_demandee.txt"


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


def annoncer_la_demande(demande: DemandeDeVisite) -> None:
    """Tell who instructs that a coop asks for its visit before its day."""
    adresse = reverse("wagtailsnippets_suivi_demandedevisite:inspect", args=[demande.pk])
    contexte = {"demande": demande, "quoi": "arrive", "adresse": adresse}
    annoncer(D_UNE_VISITE, contexte, [personne.email for personne in qui_instruit()])


def annoncer_la_reponse(demande: DemandeDeVisite) -> None:
    """Tell the coop what was answered."""
    candidature = demande.candidature
    adresse = reverse("espace:visite", args=[candidature.cooperative.slug, candidature.rang])
    gens = gens_de_la_coop(candidature.cooperative_id)
    contexte = {"demande": demande, "quoi": "reponse", "adresse": adresse}
    annoncer(D_UNE_VISITE, contexte, [personne.email for personne in gens])
