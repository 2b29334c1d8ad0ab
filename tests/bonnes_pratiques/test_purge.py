"""What the shared cache is told of the library, the news and the dates: what a publication made old, once committed."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from bonnes_pratiques.models import ActualitePage, ActualitesPage, BibliothequePage, Reprise
from tests.bonnes_pratiques.factories import fiche
from tests.registre.factories import CooperativeFactory
from tests.temoin_de_cache import Purgees

pytestmark = pytest.mark.django_db


def test_a_sheet_and_its_take_ups_purge_what_shows_them(rayons: BibliothequePage, purgees: Purgees) -> None:
    coop = CooperativeFactory.create()
    une = fiche("Diviser les charges par deux", cooperative=coop)
    autour = {
        "/bonnes-pratiques/",
        "/en/bonnes-pratiques/",
        "/bonnes-pratiques/flux.atom",
        "/",
        f"/bonnes-pratiques/{une.slug}/",
        f"/bonnes-pratiques/{une.slug}/fiche.pdf",
        f"/registre/{coop.slug}/",
        "/engagements/",
    }

    assert autour <= purgees(lambda: une.save_revision().publish())

    reprise = Reprise(
        fiche=une,
        cooperative=CooperativeFactory.create(),
        reprise_le=datetime.date(2026, 1, 5),
        adaptation="Ici aussi.",
    )

    assert autour <= purgees(reprise.save)


def test_a_piece_of_news_purges_its_list_its_feed_and_the_home_page(rayons: BibliothequePage, purgees: Purgees) -> None:
    call_command("preparer_actualites", stdout=StringIO())
    page = ActualitePage(title="Une nouvelle", slug="une-nouvelle", live=False, publiee_le=datetime.date(2026, 1, 5))
    ActualitesPage.objects.get(locale__language_code="fr").add_child(instance=page)
    attendues = {"/actualites/", "/actualites/flux.atom", "/actualites/une-nouvelle/", "/"}
    assert attendues <= purgees(lambda: page.save_revision().publish())
