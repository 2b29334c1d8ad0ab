"""A sheet, a piece of news or an event withdrawn in French is withdrawn in English, everywhere it was read."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from bonnes_pratiques.models import BibliothequePage
from socle.langues.traduction import traduire
from tests.bonnes_pratiques.actualites.conftest import pages_posees  # noqa: F401 - a fixture of this room too
from tests.bonnes_pratiques.actualites.factories import actualite, rendez_vous
from tests.bonnes_pratiques.factories import fiche
from tests.registre.lecture import lire, mots

pytestmark = pytest.mark.django_db


def statuts(client: Client, *adresses: str) -> list[int]:
    return [client.get(adresse).status_code for adresse in adresses]


def test_a_sheet_withdrawn_in_french_is_nowhere_in_english(
    rayons: BibliothequePage, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    une = fiche("Diviser les charges")
    anglaise = fiche("Halving the charges", langue="en", traduction_de=une)
    lieux = (anglaise.url, f"{anglaise.url}fiche.pdf")
    listes = ("/en/bonnes-pratiques/", "/en/bonnes-pratiques/flux.atom", "/en/recherche/?q=halving")

    assert statuts(client, *lieux) == [200, 200]
    assert all(anglaise.url in client.get(liste).content.decode() for liste in listes)

    with django_capture_on_commit_callbacks(execute=True):  # when the search reads again what changed
        une.unpublish()
    assert statuts(client, *lieux) == [404, 404]
    assert not any(anglaise.url in client.get(liste).content.decode() for liste in listes)


@pytest.mark.usefixtures("pages_posees")
class TestActualitesEtAgenda:
    def test_news_and_events_withdrawn_in_french_leave_english(self, client: Client) -> None:
        nouvelle, date = actualite("Une nouvelle"), rendez_vous("Un rendez-vous")
        news = traduire(nouvelle, "en", {"title": "A piece of news", "slug": "news"})
        event = traduire(date, "en", {"title": "An event", "slug": "event"})
        lieux = (news.url, event.url, f"{event.url}evenement.ics")
        assert statuts(client, *lieux) == [200, 200, 200]
        nouvelle.unpublish()
        date.delete()
        assert statuts(client, *lieux) == [404, 404, 404]
        for liste in ("/en/actualites/flux.atom", "/en/agenda/agenda.ics"):
            assert not {"A piece of news", "An event"} & set(client.get(liste).content.decode().splitlines())

    def test_a_moved_event_is_moved_in_every_language(self, client: Client) -> None:
        date = rendez_vous("Séminaire", debute_le=datetime.date(2026, 9, 1), commune="Lyon")
        event = traduire(date, "en", {"title": "Seminar", "slug": "seminar"})
        date.debute_le, date.finit_le, date.commune = datetime.date(2026, 10, 6), datetime.date(2026, 10, 7), "Brest"
        date.save_revision().publish()
        [composant] = Calendar.from_ical(client.get(f"{event.url}evenement.ics").content).walk("VEVENT")
        assert composant.decoded("dtstart") == datetime.date(2026, 10, 6)
        assert "Brest" in mots(lire(client, event.url).main)

    def test_an_english_published_again_keeps_the_day_of_the_french(self, client: Client) -> None:
        date = rendez_vous("Séminaire", debute_le=datetime.date(2026, 9, 1))
        event = traduire(date, "en", {"title": "Seminar", "slug": "seminar"})
        ancienne = event.latest_revision
        date.debute_le = datetime.date(2026, 10, 6)
        date.save_revision().publish()
        ancienne.publish()
        event.refresh_from_db()
        assert event.debute_le == datetime.date(2026, 10, 6)
