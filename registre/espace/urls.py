"""Addresses of the coop's space, under /espace/. The sheets' own come from `bonnes_pratiques.espace.urls`."""

from django.urls import path

from registre.espace import accueil, membres
from registre.espace.invitation import invitation

app_name = "espace"

urlpatterns = [
    path("", accueil.choix, name="choix"),
    path("invitation/<str:jeton>/", invitation, name="invitation"),
    path("<slug:coop>/", accueil.accueil, name="accueil"),
    path("<slug:coop>/membres/", membres.membres, name="membres"),
    path("<slug:coop>/membres/inviter/", membres.inviter, name="inviter"),
    path("<slug:coop>/membres/<int:pk>/role/", membres.role, name="role"),
    path("<slug:coop>/membres/<int:pk>/retirer/", membres.retirer, name="retirer"),
    path("<slug:coop>/invitations/<int:invitation>/annuler/", membres.annuler, name="annuler_invitation"),
]
