"""Addresses of what shows a label elsewhere, under /registre/: one for both languages, open to all."""

from django.urls import path

from registre.promotion.badge.adresses import badge
from registre.promotion.badge.telechargement import telecharger
from registre.promotion.carte.script import script
from registre.promotion.oembed.adresses import oembed

app_name = "promotion"

urlpatterns = [
    path("labels/<str:numero>/badge.svg", badge, name="badge_svg"),
    path("labels/<str:numero>/badge.png", badge, {"image": True}, name="badge_png"),
    path("labels/<str:numero>/badge-a-telecharger.svg", telecharger, name="badge_a_telecharger_svg"),
    path("labels/<str:numero>/badge-a-telecharger.png", telecharger, {"image": True}, name="badge_a_telecharger_png"),
    path("carte.js", script, name="script"),
    path("oembed", oembed, name="oembed"),
]
