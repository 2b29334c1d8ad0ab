"""Addresses of the library, under /bonnes-pratiques/. Permanent, but for the slug of a sheet."""

from django.urls import path

from bonnes_pratiques.bibliotheque.flux import FluxDesFiches
from bonnes_pratiques.bibliotheque.liste import bibliotheque
from bonnes_pratiques.bibliotheque.page import page_de_fiche

app_name = "bonnes_pratiques"

urlpatterns = [
    path("", bibliotheque, name="liste"),
    path("flux.atom", FluxDesFiches(), name="flux"),
    path("<slug:slug>/", page_de_fiche, name="fiche"),  # last: whatever is not the library's own is a sheet
]
