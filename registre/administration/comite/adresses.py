"""The addresses of the committee in the admin, under `/admin/`."""

from django.urls import path

from registre.administration.comite.actes import point_view, seance_view
from registre.administration.comite.decision import DeciderView
from registre.administration.comite.notes import NoteDePointView
from registre.administration.comite.proces_verbal import pdf_view
from registre.administration.comite.saisies import AjouterView, NoteView, PresencesView
from registre.administration.courriels.lectures import rappel_de_lecture
from registre.administration.courriels.renvoi import LECTURES, renvoyer_view

ADRESSES_DU_COMITE = (
    path("registre/seances/<int:pk>/presences/", PresencesView.as_view(), name="registre_seance_presences"),
    path("registre/seances/<int:pk>/ajouter/", AjouterView.as_view(), name="registre_seance_ajouter"),
    path("registre/seances/<int:pk>/note/", NoteView.as_view(), name="registre_seance_note"),
    path("registre/seances/<int:pk>/proces-verbal.pdf", pdf_view, name="registre_seance_pv"),
    path("registre/seances/rappels/<int:pk>/", rappel_de_lecture, name=LECTURES.fiche),
    path("registre/seances/rappels/<int:pk>/renvoyer/", renvoyer_view, {"envois": LECTURES}, name=LECTURES.geste),
    path("registre/seances/<int:pk>/<slug:acte>/", seance_view, name="registre_seance_acte"),
    path("registre/points/<int:pk>/decider/", DeciderView.as_view(), name="registre_point_decider"),
    path("registre/points/<int:pk>/note/", NoteDePointView.as_view(), name="registre_point_note"),
    path("registre/points/<int:pk>/<slug:acte>/", point_view, name="registre_point_acte"),
)
