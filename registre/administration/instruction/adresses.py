"""The admin's addresses of what the Federation does of dossiers, appeals and what coops send."""

from django.urls import path

from registre.administration.avis.adresses import ADRESSES_DES_AVIS
from registre.administration.instruction.commentaires import CommentairesView
from registre.administration.instruction.gestes_de_recours import InscrireRecoursView, TrancherRecoursView
from registre.administration.instruction.gestes_de_suivi import RenvoyerPointView
from registre.administration.instruction.points import PieceDePointView
from registre.administration.instruction.recours import PieceDeRecoursView
from registre.administration.instruction.visites import RepondreVisiteView
from registre.administration.versions import PieceView, VersionView
from registre.administration.visites.adresses import ADRESSES_DES_VISITES

ADRESSES = [
    path("registre/versions/<int:pk>/", VersionView.as_view(), name="registre_version"),
    path("registre/pieces/<int:pk>/", PieceView.as_view(), name="registre_piece"),
    path("registre/dossiers/<int:pk>/commentaires/", CommentairesView.as_view(), name="registre_commentaires"),
    path("registre/recours/<int:pk>/seance/", InscrireRecoursView.as_view(), name="registre_inscrire_recours"),
    path("registre/recours/<int:pk>/reponse/", TrancherRecoursView.as_view(), name="registre_trancher_recours"),
    path("registre/recours/pieces/<int:pk>/", PieceDeRecoursView.as_view(), name="registre_piece_de_recours"),
    path("registre/points/<int:pk>/renvoyer/", RenvoyerPointView.as_view(), name="registre_renvoyer_point"),
    path("registre/points/pieces/<int:pk>/", PieceDePointView.as_view(), name="registre_piece_de_point"),
    path("registre/visites/<int:pk>/repondre/", RepondreVisiteView.as_view(), name="registre_repondre_visite"),
    *ADRESSES_DES_VISITES,
    *ADRESSES_DES_AVIS,
]
