"""Address of the feed, under the page of the news."""

from django.urls import path

from bonnes_pratiques.actualites.flux import FluxDesActualites

app_name = "actualites"

urlpatterns = [path("flux.atom", FluxDesActualites(), name="flux")]
