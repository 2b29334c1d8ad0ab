"""Addresses of the calendars, under the agenda's page."""

from django.urls import path

from bonnes_pratiques.agenda.calendrier import agenda_ics, evenement_ics

app_name = "agenda"

urlpatterns = [
    path("agenda.ics", agenda_ics, name="agenda_ics"),
    path("<str:slug>/evenement.ics", evenement_ics, name="evenement_ics"),  # an editor's slug may hold accents
]
