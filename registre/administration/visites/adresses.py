"""The addresses of visits in the admin, under `/admin/`."""

from django.urls import path

from registre.administration.visites.lecture import CompteRenduView, ConfirmerView, PhotoView
from registre.administration.visites.terrain import HorsLigneView, VisiteView

ADRESSES_DES_VISITES = (
    path("registre/visites/hors-ligne.js", HorsLigneView.as_view(), name="registre_visite_hors_ligne"),
    path("registre/visites/<int:pk>/", VisiteView.as_view(), name="registre_visite"),
    path("registre/comptes-rendus/<int:pk>/", CompteRenduView.as_view(), name="registre_compte_rendu"),
    path("registre/comptes-rendus/<int:pk>/confirmer/", ConfirmerView.as_view(), name="registre_confirmer_visite"),
    path("registre/comptes-rendus/photos/<int:pk>/", PhotoView.as_view(), name="registre_photo_de_visite"),
)
