"""Addresses of the coop's space, under /espace/. The sheets' own come from `bonnes_pratiques.espace.urls`."""

from django.urls import path

from registre.espace import accueil, affichages, deployer, membres, promouvoir
from registre.espace.invitation import invitation

app_name = "espace"

urlpatterns = [
    path("", accueil.choix, name="choix"),
    path("invitation/<str:jeton>/", invitation, name="invitation"),
    path("<slug:coop>/", accueil.accueil, name="accueil"),
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
