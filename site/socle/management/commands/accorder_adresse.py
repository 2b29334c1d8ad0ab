"""Make a site tried on this machine stand at the address it is now served from."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from wagtail.models import Site

DE_CETTE_MACHINE = ("localhost", "127.0.0.1", "::1")


class Command(BaseCommand):
    """Follow SITE_URL when both it and the site's present address are of this machine; any other was chosen by people.

    A database made by `make run` keeps the port it was made with: served from another, its canonical addresses, its
    site map and the links of its mails would lead nowhere.
    """

    help = "Accorde l'adresse d'un site essayé sur cette machine à la variable SITE_URL."

    def handle(self, *args: Any, **options: Any) -> None:
        """Change the default site's host and port, and say so; do nothing when they are right or not of here."""
        adresse = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        site = Site.objects.filter(is_default_site=True, hostname__in=DE_CETTE_MACHINE).first()
        if site is None or adresse.hostname not in DE_CETTE_MACHINE:
            return

        voulue = (adresse.hostname, adresse.port or 80)
        if (site.hostname, site.port) == voulue:
            return

        site.hostname, site.port = voulue
        site.save()
        self.stdout.write(_("Le site est désormais à l’adresse %(adresse)s.") % {"adresse": site.root_url})
