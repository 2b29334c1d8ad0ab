"""The addresses of the committee in the admin, under `/admin/`."""

from django.urls import path

from registre.administration.comite.actes import point_view, seance_view
from registre.administration.comite.decision import DeciderView
from registre.administration.comite.notes import NoteDePointView
from registre.administration.comite.proces_verbal import pdf_view
from registre.administration.comite.saisies import AjouterView, NoteView, PresencesView

ADRESSES_DU_COMITE = (
    path("registre/seances/<int:pk>/presences/", PresencesView.as_view(), name="registre_seance_presences"),
    path("registre/seances/<int:pk>/ajouter/", AjouterView.as_view(), name="registre_seance_ajouter"),
    path("registre/seances/<int:pk>/note/", NoteView.as_view(), name="registre_seance_note"),
    path("registre/seances/<int:pk>/proces-verbal.pdf", pdf_view, name="registre_seance_pv"),
    path("registre/seances/<int:pk>/<slug:acte>/", seance_view, name="registre_seance_acte"),
    path("registre/points/<int:pk>/decider/", DeciderView.as_view(), name="registre_point_decider"),
    path("registre/points/<int:pk>/note/", NoteDePointView.as_view(), name="registre_point_note"),
    path("registre/points/<int:pk>/<slug:acte>/", point_view, name="registre_point_acte"),
)
