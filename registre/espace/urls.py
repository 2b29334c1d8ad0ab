"""Addresses of the coop's space, under /espace/. The sheets' own come from `bonnes_pratiques.espace.urls`."""

from django.urls import path

from registre.dossier.etapes import CONCERTATION, ENGAGEMENTS, LETTRE
from registre.espace import (
    accueil,
    affichages,
    decisions,
    deployer,
    membres,
    point_automatique,
    points,
    promouvoir,
    visites,
)
from registre.espace.candidature import accueil as candidature
from registre.espace.candidature import automatique, commentaires, entree, etape, pieces, verifier, versions
from registre.espace.invitation import invitation

app_name = "espace"

CANDIDATURE = "<slug:coop>/candidature/"

urlpatterns = [
    path("", accueil.choix, name="choix"),
    path("invitation/<str:jeton>/", invitation, name="invitation"),
    path("candidature/", entree.entree, name="candidature_entree"),
    path("<slug:coop>/", accueil.accueil, name="accueil"),
    path(CANDIDATURE, candidature.candidature, name="candidature"),
    path(f"{CANDIDATURE}commencer/", candidature.commencer, name="candidature_commencer"),
    path(f"{CANDIDATURE}commentaires/", commentaires.commentaires, name="candidature_commentaires"),
    path(f"{CANDIDATURE}edition/", candidature.edition, name="candidature_edition"),
    path(f"{CANDIDATURE}retirer/", candidature.retirer, name="candidature_retirer"),
    path(f"{CANDIDATURE}reprendre/", entree.reprendre, name="candidature_reprendre"),
    path(f"{CANDIDATURE}engagements/", etape.etape, {"nom": ENGAGEMENTS}, name="candidature_engagements"),
    path(
        "<slug:coop>/candidature/engagements/garder/",
        automatique.garder,
        {"nom": ENGAGEMENTS},
        name="garder_engagements",
    ),
    path(f"{CANDIDATURE}engagements/<slug:cle>/", etape.engagement, name="candidature_engagement"),
    path(
        "<slug:coop>/candidature/engagements/<slug:cle>/garder/",
        automatique.garder_engagement,
        name="garder_engagement",
    ),
    path(f"{CANDIDATURE}concertation/", etape.etape, {"nom": CONCERTATION}, name="candidature_concertation"),
    path(
        "<slug:coop>/candidature/concertation/garder/",
        automatique.garder,
        {"nom": CONCERTATION},
        name="garder_concertation",
    ),
    path(f"{CANDIDATURE}lettre/", etape.etape, {"nom": LETTRE}, name="candidature_lettre"),
    path(f"{CANDIDATURE}lettre/garder/", automatique.garder, {"nom": LETTRE}, name="garder_lettre"),
    path(f"{CANDIDATURE}pieces/", pieces.pieces, name="candidature_pieces"),
    path(f"{CANDIDATURE}pieces/<int:piece>/", pieces.piece, name="candidature_piece"),
    path(f"{CANDIDATURE}pieces/<int:piece>/retirer/", pieces.retrait, name="candidature_piece_retirer"),
    path(f"{CANDIDATURE}verifier/", verifier.verifier, name="candidature_verifier"),
    path(f"{CANDIDATURE}versions/<int:n>/", versions.version, name="candidature_version"),
    path(f"{CANDIDATURE}versions/<int:n>/dossier.pdf", versions.pdf, name="candidature_version_pdf"),
    path("<slug:coop>/decisions/", decisions.decisions, name="decisions"),
    path("<slug:coop>/decisions/<int:rang>/contester/", decisions.contester, name="contester"),
    path("<slug:coop>/decisions/recours/<int:pk>/retirer/", decisions.retirer_le_recours, name="recours_retirer"),
    path("<slug:coop>/decisions/pieces/<int:pk>/", decisions.piece, name="recours_piece"),
    path("<slug:coop>/suivi/<int:rang>/<int:mois>/", points.point, name="point"),
    path("<slug:coop>/suivi/<int:rang>/<int:mois>/garder/", point_automatique.garder_le_point, name="garder_point"),
    path("<slug:coop>/suivi/<int:rang>/visite/", visites.visite, name="visite"),
    path("<slug:coop>/suivi/pieces/<int:pk>/", points.piece, name="point_piece"),
    path("<slug:coop>/promouvoir/", promouvoir.promouvoir, name="promouvoir"),
    path("<slug:coop>/promouvoir/kit.zip", promouvoir.tout, name="promouvoir_tout"),
    path("<slug:coop>/promouvoir/<str:nom>", promouvoir.piece, name="promouvoir_piece"),
    path("<slug:coop>/membres/", membres.membres, name="membres"),
    path("<slug:coop>/membres/inviter/", membres.inviter, name="inviter"),
    path("<slug:coop>/membres/<int:pk>/role/", membres.role, name="role"),
    path("<slug:coop>/membres/<int:pk>/retirer/", membres.retirer, name="retirer"),
    path("<slug:coop>/deployer/", deployer.suivi, name="deployer"),
    path("<slug:coop>/deployer/<slug:acte>/", deployer.acte, name="deployer_acte"),
    path("<slug:coop>/deployer/<slug:acte>/retirer/", deployer.retrait, name="deployer_retirer"),
    path("<slug:coop>/affichages/", affichages.affichages, name="affichages"),
    path("<slug:coop>/affichages/<int:pk>/retirer/", affichages.retrait, name="affichage_retirer"),
    path("<slug:coop>/invitations/<int:invitation>/annuler/", membres.annuler, name="annuler_invitation"),
]
