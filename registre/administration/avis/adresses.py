"""The addresses of opinions in the admin, under `/admin/`."""

from django.urls import path

from registre.administration.avis.vues import (
    DemanderUnAvisView,
    courriel_a_expert,
    renvoyer_a_expert,
    revoquer_un_avis,
)

ADRESSES_DES_AVIS = (
    path("registre/versions/<int:pk>/avis/", DemanderUnAvisView.as_view(), name="registre_avis_demander"),
    path("registre/avis/<int:pk>/revoquer/", revoquer_un_avis, name="registre_avis_revoquer"),
    path("registre/avis/courriels/<int:pk>/", courriel_a_expert, name="registre_avis_courriel"),
    path("registre/avis/courriels/<int:pk>/renvoyer/", renvoyer_a_expert, name="registre_renvoyer_a_expert"),
)
