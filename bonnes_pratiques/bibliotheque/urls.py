"""Addresses of the library, under /bonnes-pratiques/. Permanent, but for the slug of a sheet."""

from django.urls import path

from bonnes_pratiques.bibliotheque.classeur import classeur, classeur_pdf
from bonnes_pratiques.bibliotheque.fiche.page import page_de_fiche
from bonnes_pratiques.bibliotheque.liste.flux import FluxDesFiches
from bonnes_pratiques.bibliotheque.liste.page import bibliotheque
from bonnes_pratiques.bibliotheque.pdf import fiche_pdf

app_name = "bonnes_pratiques"

urlpatterns = [
    path("", bibliotheque, name="liste"),
    path("flux.atom", FluxDesFiches(), name="flux"),
    path("classeur/", classeur, name="classeur"),
    path("classeur.pdf", classeur_pdf, name="classeur_pdf"),
    path("<slug:slug>/fiche.pdf", fiche_pdf, name="fiche_pdf"),
    path("<slug:slug>/", page_de_fiche, name="fiche"),  # last: whatever is not the library's own is a sheet
]
