"""Addresses of the sheets in a coop's space, under /espace/. Those of the space itself: `registre.espace.urls`."""

from django.urls import path

from bonnes_pratiques.espace import automatique, depuis_une_reussite, en_relecture, fiche, reprises

app_name = "espace_fiches"

urlpatterns = [
    path("reprendre/<int:fiche>/", reprises.choisir, name="choisir"),
    path("<slug:coop>/fiches/nouvelle/", fiche.nouvelle, name="nouvelle"),
    path("<slug:coop>/fiches/nouvelle/garder/", automatique.garder, name="garder_nouvelle"),
    path("<slug:coop>/fiches/nouvelle/abandonner/", en_relecture.abandonner, name="abandonner_nouvelle"),
    path("<slug:coop>/fiches/depuis/<int:indicateur>/", depuis_une_reussite.depuis, name="depuis"),
    path("<slug:coop>/fiches/<int:pk>/", fiche.fiche, name="fiche"),
    path("<slug:coop>/fiches/<int:pk>/garder/", automatique.garder, name="garder"),
    path("<slug:coop>/fiches/<int:pk>/abandonner/", en_relecture.abandonner, name="abandonner"),
    path("<slug:coop>/fiches/<int:pk>/apercu/", en_relecture.apercu, name="apercu"),
    path("<slug:coop>/fiches/<int:pk>/reprendre/", en_relecture.reprendre, name="reprendre"),
    path("<slug:coop>/fiches/<int:pk>/repondre/", en_relecture.repondre, name="repondre"),
    path("<slug:coop>/reprises/", reprises.liste, name="reprises"),
    path("<slug:coop>/reprises/nouvelle/<int:fiche>/", reprises.declarer, name="declarer"),
    path("<slug:coop>/reprises/<int:reprise>/", reprises.completer, name="completer"),
]
