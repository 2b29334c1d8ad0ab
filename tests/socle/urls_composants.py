"""The site's addresses with those of development."""

from django.urls import include, path

from config.urls import urlpatterns as urls_du_site

urlpatterns = [path("", include("socle.urls_developpement")), *urls_du_site]
