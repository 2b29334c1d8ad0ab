"""The admin's addresses of what the Federation does of dossiers and appeals."""

from django.urls import path

from registre.administration.instruction.commentaires import CommentairesView
from registre.administration.instruction.gestes_de_recours import InscrireRecoursView, TrancherRecoursView
from registre.administration.instruction.recours import PieceDeRecoursView
from registre.administration.versions import PieceView, VersionView

ADRESSES = [
    path("registre/versions/<int:pk>/", VersionView.as_view(), name="registre_version"),
    path("registre/pieces/<int:pk>/", PieceView.as_view(), name="registre_piece"),
    path("registre/dossiers/<int:pk>/commentaires/", CommentairesView.as_view(), name="registre_commentaires"),
    path("registre/recours/<int:pk>/seance/", InscrireRecoursView.as_view(), name="registre_inscrire_recours"),
    path("registre/recours/<int:pk>/reponse/", TrancherRecoursView.as_view(), name="registre_trancher_recours"),
    path("registre/recours/pieces/<int:pk>/", PieceDeRecoursView.as_view(), name="registre_piece_de_recours"),
]
