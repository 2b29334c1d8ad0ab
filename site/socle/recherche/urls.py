"""Addresses of the search, under /recherche/."""

from django.urls import path

from socle.recherche.vue import completer, rechercher

app_name = "recherche"

urlpatterns = [
    path("", rechercher, name="page"),
    path("completion/", completer, name="completion"),
]
