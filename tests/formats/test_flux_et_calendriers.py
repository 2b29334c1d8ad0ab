"""Feeds and calendars as strict readers want them: whole, and under identifiers that nothing moves."""

import datetime
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from pytest_django import Settings

from bonnes_pratiques.models import RendezVousPage
from registre.models import SeanceComite
from socle.formats.identite import FEDERATION
from socle.models import User
from tests.bonnes_pratiques.actualites.factories import rendez_vous
from tests.formats import atom, ical, lecteurs
from tests.registre.factories import CooperativeFactory, absorbee

pytestmark = pytest.mark.django_db
D = datetime.date
FLUX: tuple[str, ...] = ("/registre/flux.atom", "/actualites/flux.atom", "/actualites/flux.atom?etiquette=bilan")
FLUX += ("/bonnes-pratiques/flux.atom", "/bonnes-pratiques/flux.atom?stade=aboutie")
CALENDRIERS = ("/registre/comite.ics", "/agenda/agenda.ics")
ADRESSES = [*FLUX, *(f"/en{adresse}" for adresse in FLUX if "etiquette" not in adresse)]


def identifiants(client: Client, adresse: str, hote: str = "localhost") -> list[str | None]:
    """Return the identifiers of a feed and of its entries, as asked of this host."""
    racine = ElementTree.fromstring(client.get(adresse, headers={"host": hote}).content)  # noqa: S314 - our own feed
    return [element.text for element in racine.iter(f"{atom.ATOM}id")]


def evenements(client: Client, adresse: str) -> list[Any]:
    lu: Any = Calendar.from_ical(client.get(adresse).content)
    return list(lu.walk("VEVENT"))


def marques(evenement: Any) -> tuple[str, int, datetime.datetime]:
    """Return who an event is, its version and since when."""
    return str(evenement["UID"]), int(evenement["SEQUENCE"]), evenement["LAST-MODIFIED"].dt


@pytest.mark.usefixtures("tout_raconte")
class TestCeQuiSeDit:
    """A site that tells something everywhere."""

    @pytest.mark.parametrize("adresse", ADRESSES)
    def test_a_feed_holds_all_that_atom_asks(self, client: Client, adresse: str) -> None:
        reponse = client.get(adresse)
        assert reponse.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert atom.fautes(reponse.content, f"http://testserver{adresse}") == []
        assert lecteurs.fautes_du_flux(reponse.content) == []
        assert f"<author><name>{FEDERATION}</name></author>" in reponse.content.decode()

    def test_no_two_feeds_share_an_identifier(self, client: Client) -> None:
        propres = [identifiants(client, adresse)[0] for adresse in ADRESSES]
        assert len(set(propres)) == len(ADRESSES)

    @pytest.mark.parametrize("adresse", FLUX[::3])
    def test_a_translation_is_another_entry(self, client: Client, adresse: str) -> None:
        assert not set(identifiants(client, adresse)) & set(identifiants(client, f"/en{adresse}"))

    @pytest.mark.parametrize("adresse", ADRESSES)
    def test_identifiers_depend_neither_on_the_host_asked_nor_on_where_the_site_stands(
        self, client: Client, settings: Settings, adresse: str
    ) -> None:
        settings.ALLOWED_HOSTS = ["localhost", "autre.example"]
        avant = identifiants(client, adresse)
        settings.WAGTAILADMIN_BASE_URL = "https://demain.example"
        assert identifiants(client, adresse, "autre.example") == avant
        assert len(avant) > 1
        assert not re.search(r"localhost|example", " ".join(map(str, avant)))

    @pytest.mark.parametrize("prefixe", ["", "/en"])
    @pytest.mark.parametrize("adresse", CALENDRIERS)
    def test_a_calendar_holds_all_that_the_standard_asks(self, client: Client, adresse: str, prefixe: str) -> None:
        contenu = client.get(f"{prefixe}{adresse}").content
        assert ical.fautes(contenu) == []
        assert lecteurs.fautes_du_calendrier(contenu) == []
        assert evenements(client, f"{prefixe}{adresse}")


@pytest.mark.lent
def test_the_grammar_of_atom_refuses_what_lacks_and_what_is_too_much(tmp_path: Path) -> None:
    tete = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Un flux</title><id>urn:x:1</id>'
    sain = f"{tete}<updated>2026-06-15T00:00:00Z</updated>"
    flux = {"sain": f"{sain}</feed>", "sans date": f"{tete}</feed>", "inconnu": f"{sain}<rubrique/></feed>"}
    sans_date, inconnu = lecteurs.fautes_de_grammaire({nom: lu.encode() for nom, lu in flux.items()}, tmp_path)
    assert sans_date.startswith("sans date:")
    assert "updated" in sans_date
    assert inconnu.startswith("inconnu:")


def test_readers_of_others_see_what_is_wrong() -> None:
    assert lecteurs.fautes_du_flux(b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Sans rien</title></feed>')
    assert "not well formed" in lecteurs.fautes_du_flux(b"<feed><title>&nbsp;</title></feed>")[0]
    evenement = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-\r\nBEGIN:VEVENT\r\n%sEND:VEVENT\r\nEND:VCALENDAR\r\n"
    assert lecteurs.fautes_du_calendrier((evenement % "SUMMARY:Sans identifiant\r\n").encode())
    assert lecteurs.fautes_du_calendrier((evenement % "UID:1\r\nDTSTART:demain\r\n").encode())


@pytest.mark.usefixtures("pages_posees")
class TestRienOuPeu:
    """A site that has nothing to tell yet, or one thing."""

    @pytest.mark.parametrize("adresse", ["/registre/flux.atom", "/actualites/flux.atom"])
    def test_a_feed_with_nothing_to_tell_is_sound(self, client: Client, adresse: str) -> None:
        contenu = client.get(adresse).content
        assert atom.fautes(contenu, f"http://testserver{adresse}") == []
        assert lecteurs.fautes_du_flux(contenu) == []

    def test_a_coop_that_changes_number_moves_no_identifier(self, client: Client) -> None:
        petite = CooperativeFactory.create()
        absorbee(petite, CooperativeFactory.create(), D(2026, 1, 1))
        avant = identifiants(client, "/registre/flux.atom")
        type(petite).objects.filter(pk=petite.pk).update(siren=CooperativeFactory.build().siren)
        assert identifiants(client, "/registre/flux.atom") == avant

    @pytest.mark.parametrize("adresse", CALENDRIERS)
    def test_a_calendar_of_nothing_still_holds_a_component(self, client: Client, adresse: str) -> None:
        contenu = client.get(adresse).content
        assert ical.fautes(contenu) == []
        assert lecteurs.fautes_du_calendrier(contenu) == []
        assert evenements(client, adresse) == []

    def test_the_calendar_of_one_event_is_sound_too(self, client: Client) -> None:
        contenu = client.get(f"{rendez_vous('Seul').url}evenement.ics").content
        assert ical.fautes(contenu) == []
        assert lecteurs.fautes_du_calendrier(contenu) == []

    def test_calendars_and_feeds_are_only_read(self) -> None:
        assert Client().post("/registre/comite.ics").status_code == 405


@pytest.mark.usefixtures("pages_posees")
class TestLaSeanceDuComite:
    def test_a_moved_meeting_keeps_its_identifier_and_counts_a_version(self) -> None:
        administratrice = Client()
        administratrice.force_login(User.objects.create_superuser("admin@example.org"))
        seance = SeanceComite.objects.create(le=D(2026, 6, 20))
        [avant] = evenements(Client(), "/registre/comite.ics")
        with time_machine.travel(datetime.datetime(2026, 6, 15, 11, tzinfo=datetime.UTC), tick=False):
            edition = f"/admin/snippets/registre/seancecomite/edit/{seance.pk}/"
            reponse = administratrice.post(edition, {"le": "2026-06-27", "lieu": "", "date_limite_depot": ""})
            assert reponse.status_code == 302, reponse.content.decode()
        [apres] = evenements(Client(), "/registre/comite.ics")

        assert (avant["DTSTART"].dt, apres["DTSTART"].dt) == (D(2026, 6, 20), D(2026, 6, 27))

        uid, version, _moment = marques(avant)
        assert marques(apres) == (uid, version + 1, datetime.datetime(2026, 6, 15, 11, tzinfo=datetime.UTC))

    def test_a_meeting_saved_again_unchanged_is_the_same_version(self) -> None:
        seance = SeanceComite.objects.create(le=D(2026, 6, 20))
        [avant] = map(marques, evenements(Client(), "/registre/comite.ics"))
        with time_machine.travel(datetime.datetime(2026, 6, 16, 9, tzinfo=datetime.UTC), tick=False):
            seance.save()
        assert [*map(marques, evenements(Client(), "/registre/comite.ics"))] == [avant]


@pytest.mark.usefixtures("pages_posees")
class TestLeRendezVous:
    def publier(self, page: RendezVousPage, jour: int, **champs: Any) -> tuple[str, int, datetime.datetime]:
        """Publish the event again that day of June, and return its marks."""
        page.refresh_from_db()
        for nom, valeur in champs.items():
            setattr(page, nom, valeur)
        with time_machine.travel(datetime.datetime(2026, 6, jour, 9, tzinfo=datetime.UTC), tick=False):
            page.save_revision().publish()
            [lu] = evenements(Client(), "/agenda/agenda.ics")
        return marques(lu)

    def test_only_what_calendars_show_makes_a_new_version(self) -> None:
        page = rendez_vous("Atelier")
        [premiere] = map(marques, evenements(Client(), "/agenda/agenda.ics"))
        assert premiere[1] == 0
        assert self.publier(page, 16) == premiere
        assert self.publier(page, 17, search_description="Pour les moteurs.") == premiere
        deplacee = self.publier(page, 18, debute_le=D(2026, 7, 1))
        assert deplacee == (premiere[0], 1, datetime.datetime(2026, 6, 18, 9, tzinfo=datetime.UTC))
        assert self.publier(page, 19, lieu="Rennes")[1] == 2

    def test_an_old_version_published_again_is_a_new_version(self) -> None:
        page = rendez_vous("Atelier", lieu="Rennes")
        ancienne = page.latest_revision
        self.publier(page, 16, lieu="Brest")
        with time_machine.travel(datetime.datetime(2026, 6, 18, 9, tzinfo=datetime.UTC), tick=False):
            ancienne.publish()
        [lu] = evenements(Client(), "/agenda/agenda.ics")
        assert (str(lu["LOCATION"]), lu["SEQUENCE"]) == ("Rennes", 2)
