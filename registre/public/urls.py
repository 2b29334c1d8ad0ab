"""Addresses of the public register, under /registre/. Permanent: none depends on a slug that an editor may change."""

from django.urls import path

from registre.public.liste import registre

app_name = "registre"

urlpatterns = [
    path("", registre, name="liste"),
]
