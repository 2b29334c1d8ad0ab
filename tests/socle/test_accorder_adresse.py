"""A site tried on this machine stands at the port it is served from; one that people put elsewhere is left to them."""

from io import StringIO

import pytest
from django.core.management import call_command
from pytest_django import Settings
from wagtail.models import Site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("avant", "site_url", "apres"),
    [
        (("localhost", 8000), "http://127.0.0.1:8140", ("127.0.0.1", 8140)),
        (("127.0.0.1", 8140), "http://127.0.0.1:8140", ("127.0.0.1", 8140)),
        (("127.0.0.1", 8140), "http://localhost", ("localhost", 80)),
        (("coop.example.org", 443), "http://127.0.0.1:8140", ("coop.example.org", 443)),
        (("localhost", 8000), "https://coop.example.org", ("localhost", 8000)),
    ],
)
def test_an_address_of_this_machine_follows_the_one_served(
    settings: Settings, avant: tuple[str, int], site_url: str, apres: tuple[str, int]
) -> None:
    Site.objects.filter(is_default_site=True).update(hostname=avant[0], port=avant[1])
    settings.WAGTAILADMIN_BASE_URL = site_url
    sortie = StringIO()
    call_command("accorder_adresse", stdout=sortie)
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == apres
    assert bool(sortie.getvalue()) == (avant != apres)
