"""Addresses of the site that are not pages: what search engines, browsers and social networks ask for."""

from django.urls import path

from socle.adresses.icone import favicon
from socle.adresses.plan import plan_xml, robots
from socle.dessins.partage import vignette

urlpatterns = [
    path("favicon.ico", favicon, name="favicon"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", plan_xml, name="plan_xml"),
    path("partage/<int:page_id>-<slug:version>.png", vignette, name="vignette"),
    path("partage/<int:page_id>/<slug:cle>-<slug:version>.png", vignette, name="vignette"),
]
