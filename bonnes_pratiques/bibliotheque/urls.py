"""Addresses of the library, under /bonnes-pratiques/. The sheets themselves are pages, which Wagtail answers."""

from django.urls import path

from bonnes_pratiques.bibliotheque.flux import FluxDesFiches
from bonnes_pratiques.bibliotheque.liste import bibliotheque

app_name = "bonnes_pratiques"

urlpatterns = [
    path("", bibliotheque, name="liste"),
    path("flux.atom", FluxDesFiches(), name="flux"),
]
