"""Addresses that exist in development only."""

from django.urls import path, re_path

from socle.cadre.composants import composants, erreur

urlpatterns = [
    path("composants/", composants, name="composants"),
    re_path(r"^composants/(?P<code>403|404|500)/$", erreur, name="composants_erreur"),
]
