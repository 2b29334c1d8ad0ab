"""Addresses of the public log for programs, under /registre/, the same in every language. Permanent."""

from django.urls import path

from registre.preuve.journal_public import d_un_label, reponses

app_name = "journal_public"

urlpatterns = [
    path("journal/checkpoint", reponses.checkpoint, name="checkpoint"),
    path("journal/points/<int:a_la_taille>", reponses.checkpoint, name="point"),
    path("journal/tile/<path:chemin>", reponses.tuile, name="tuile"),
    path("journal/coherence.json", reponses.coherence, name="coherence"),
    path("journal/cosignatures", reponses.cosignatures, name="cosignatures"),
    path("journal/verificateur_du_journal.py", reponses.verificateur, name="verificateur"),
    path("labels/<str:numero>/preuve.json", d_un_label.preuve_json, name="preuve_json"),
    path("labels/<str:numero>/preuve.tlog-proof", d_un_label.preuve_tlog, name="preuve_tlog"),
]
