"""The agenda: what is coming, what is over, the calendars."""

import datetime
import json
from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from bonnes_pratiques.models import BibliothequePage, FichePratique, NatureRendezVous, RendezVousPage
from registre.models import SeanceComite
from socle.cache.durees import PARIS
from socle.langues.traduction import traduire
from socle.models import SiteDocument
from tests.bonnes_pratiques.actualites.factories import beaucoup_de_rendez_vous, rendez_vous
from tests.registre.lecture import lire, mots

REQUETES_PERMISES = 15
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_posees")]


def jour(texte: str) -> datetime.date:
    return datetime.date.fromisoformat(texte)


def heure(texte: str) -> datetime.time:
    return datetime.time.fromisoformat(texte)


def titres(page: BeautifulSoup, section: str = "") -> list[str]:
    return [mots(titre) for titre in page.select(f"{section} .entree__titre".strip())]


def a_venir(page: BeautifulSoup) -> list[str]:
    return titres(page.find(id="a-venir").find_parent("section"))


def passes(page: BeautifulSoup) -> list[str]:
    return titres(page)[len(a_venir(page)) :]


def evenements(client: Client, adresse: str) -> list[Any]:
    reponse = client.get(adresse)
    assert (reponse.status_code, reponse.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendrier: Any = Calendar.from_ical(reponse.content)
    assert [str(fuseau["tzid"]) for fuseau in calendrier.walk("VTIMEZONE")] == ["Europe/Paris"]
    lus: list[Any] = calendrier.walk("VEVENT")
    return lus


class TestLaPage:
    def test_an_empty_agenda_says_so(self, client: Client) -> None:
        page = lire(client, "/agenda/")
        assert "Aucune date n’est annoncée" in mots(page.main)
        assert evenements(client, "/agenda/agenda.ics") == []

    def test_what_is_coming_is_soonest_first_what_is_over_latest_first(self, client: Client) -> None:
        for titre, le in (("B", "2026-09-01"), ("A", "2026-06-16"), ("D", "2025-12-31"), ("C", "2026-06-14")):
            rendez_vous(titre, debute_le=jour(le))
        page = lire(client, "/agenda/")
        assert (a_venir(page), passes(page)) == (["A", "B"], ["C", "D"])
        annees = [mots(titre) for titre in page.select("h2.partie__titre")]
        assert annees == ["À venir", "Passés en 2026", "Passés en 2025"]

    def test_an_event_of_several_days_is_under_way_until_the_end_of_its_last_day(self, client: Client) -> None:
        rendez_vous("Séminaire", debute_le=jour("2026-10-24"), finit_le=jour("2026-10-25"))

        for moment, attendu in (
            ("2026-10-23T23:59:59+02:00", ["Séminaire"]),
            ("2026-10-24T00:00:00+02:00", ["Séminaire"]),
            ("2026-10-25T23:59:59+01:00", ["Séminaire"]),
            ("2026-10-26T00:00:00+01:00", []),
        ):
            with time_machine.travel(datetime.datetime.fromisoformat(moment), tick=False):
                page = lire(client, "/agenda/")
                assert a_venir(page) == attendu
                assert bool(page.select(".entree__moment")) == moment.startswith(("2026-10-24", "2026-10-25"))
                if page.select(".entree__moment"):
                    assert mots(page.select_one(".entree__moment")) == "en cours"

    def test_what_is_kept_by_a_cache_ends_at_midnight_in_paris(self, client: Client) -> None:
        with time_machine.travel(datetime.datetime.fromisoformat("2026-03-29T23:59:50+02:00"), tick=False):
            for adresse in ("/agenda/", "/agenda/agenda.ics", "/"):
                assert "s-maxage=10" in client.get(adresse).headers["Cache-Control"]

    def test_the_committee_is_shown_from_the_register(self, client: Client) -> None:
        SeanceComite.objects.create(le=jour("2026-06-20"), lieu="Paris", date_limite_depot=jour("2026-06-01"))
        SeanceComite.objects.create(le=jour("2026-06-10"))
        rendez_vous("Avant", debute_le=jour("2026-06-19"))
        page = lire(client, "/agenda/")

        assert a_venir(page) == ["Avant", "Comité de validation Quali’Coop"]
        assert passes(page) == ["Comité de validation Quali’Coop"]

        seance = page.select(".entree")[1]
        assert seance.a["href"] == "/demarche/"
        assert "Dossiers à déposer avant le 1er juin 2026" in mots(seance)
        anglais = lire(client, "/en/agenda/")
        assert (titres(anglais)[0], anglais.select_one(".entree a")["href"]) == (
            "Quali’Coop validation committee",
            "/en/approach/",
        )

    def test_the_committee_of_a_day_is_not_typed_a_second_time(self) -> None:
        SeanceComite.objects.create(le=jour("2026-06-20"))
        page = rendez_vous("Comité", debute_le=jour("2026-06-21"), nature=NatureRendezVous.COMITE)
        page.debute_le = jour("2026-06-20")
        with pytest.raises(ValidationError, match="vient du registre"):
            page.full_clean()

    def test_what_is_over_is_cut_in_pages(self, client: Client) -> None:
        rendez_vous("À venir", debute_le=jour("2026-09-01"))
        beaucoup_de_rendez_vous(20, jour("2026-06-14"))
        SeanceComite.objects.create(le=jour("2020-01-01"))
        assert len(passes(lire(client, "/agenda/"))) == 20
        suite = lire(client, "/agenda/", page="2")
        assert titres(suite) == ["Comité de validation Quali’Coop"]
        assert client.get("/agenda/", {"page": "3"}).status_code == 400

    @pytest.mark.parametrize("cachee", ["brouillon", "privée"])
    def test_what_is_not_public_shows_nowhere(self, client: Client, cachee: str) -> None:
        page = rendez_vous("Secret", debute_le=jour("2026-06-20"), lien="https://example.org/cache")
        if cachee == "brouillon":
            page.unpublish()
        else:
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        for adresse in ("/", "/agenda/", "/agenda/agenda.ics", "/sitemap.xml"):
            assert "ecret" not in client.get(adresse).content.decode()
        assert client.get(f"/agenda/{page.slug}/evenement.ics").status_code == 404
        assert client.get("/en/agenda/secret/evenement.ics").status_code == 404

    @pytest.mark.lent
    @pytest.mark.rendu
    def test_the_cost_is_the_same_for_two_and_for_two_hundred(self, client: Client) -> None:
        def couts(adresses: Sequence[str]) -> dict[str, int]:
            lus = {}
            for adresse in adresses:
                with CaptureQueriesContext(connection) as requetes:
                    assert client.get(adresse).status_code == 200
                lus[adresse] = len(requetes)
            return lus

        for le in ("2026-06-20", "2026-01-20"):
            rendez_vous("Deux", slug=f"deux-{le}", debute_le=jour(le))
            SeanceComite.objects.create(le=jour(le))
        adresses = ("/", "/agenda/", "/agenda/agenda.ics", "/agenda/deux-2026-06-20/")
        client.get("/")
        peu = couts(adresses)
        beaucoup_de_rendez_vous(200, jour("2026-06-30"))
        SeanceComite.objects.bulk_create(
            SeanceComite(le=jour("2024-01-01") + datetime.timedelta(days=7 * rang)) for rang in range(150)
        )
        assert couts(adresses) == peu
        assert max(peu.values()) <= REQUETES_PERMISES, peu


class TestUnRendezVous:
    def test_it_says_when_where_and_gives_its_programme_and_documents(self, client: Client) -> None:
        document = SiteDocument.objects.create(title="Ordre du jour", file=ContentFile(b"x" * 2048, "ordre.pdf"))
        page = rendez_vous(
            "Séminaire",
            debute_le=jour("2026-10-24"),
            finit_le=jour("2026-10-25"),
            debute_a=heure("09:30"),
            finit_a=heure("16:00"),
            lieu="Halle",
            commune="Nantes",
            lien="https://example.org/direct",
            programme=json.dumps(
                [
                    {"type": "jour", "value": {"le": "2026-10-24"}},
                    {"type": "moment", "value": {"heure": "09:30", "titre": "Ouverture", "texte": "<p>Café</p>"}},
                ]
            ),
            documents=json.dumps([{"type": "document", "value": document.pk}]),
        )
        lue = lire(client, page.url)
        quand = lue.select_one(".bande__quand")

        assert mots(quand) == "Du samedi 24 octobre 2026, 9 h 30, au dimanche 25 octobre 2026, 16 h"

        moments = [balise["datetime"] for balise in quand.select("time")]

        assert moments == ["2026-10-24", "2026-10-24T09:30+02:00", "2026-10-25", "2026-10-25T16:00+01:00"]
        assert "samedi 24 octobre 2026 9 h 30 Ouverture Café" in mots(lue.select_one(".programme"))
        assert mots(lue.select_one(".document")) == "Ordre du jour PDF, 2,0 ko"

        evenement = json.loads(lue.find_all("script", type="application/ld+json")[-1].string)

        assert (evenement["@type"], evenement["startDate"]) == ("Event", "2026-10-24T09:30:00+02:00")
        assert evenement["eventAttendanceMode"].endswith("MixedEventAttendanceMode")
        assert [lieu["@type"] for lieu in evenement["location"]] == ["Place", "VirtualLocation"]

    def test_it_leads_to_the_practices_presented_there_once_they_are_public(self, client: Client) -> None:
        call_command("preparer_bibliotheque", stdout=StringIO())
        bibliotheque = BibliothequePage.objects.get(locale__language_code="fr")
        publique = bibliotheque.add_child(instance=FichePratique(title="Diviser les charges par deux"))
        brouillon = bibliotheque.add_child(instance=FichePratique(title="Encore secret", live=False))
        page = rendez_vous("Un séminaire", pratiques=[("fiche", publique), ("fiche", brouillon)])
        lue = lire(client, page.url)
        section = lue.find(id="pratiques").find_parent("section")
        assert [lien["href"] for lien in section.select("a")] == [publique.url]
        assert "Encore secret" not in str(lue)

    def test_whole_days_are_days_for_machines_too(self, client: Client) -> None:
        page = rendez_vous("Journée", debute_le=jour("2028-02-29"))
        lue = lire(client, page.url)
        assert mots(lue.select_one(".bande__quand")) == "mardi 29 février 2028"
        evenement = json.loads(lue.find_all("script", type="application/ld+json")[-1].string)
        assert (evenement["startDate"], evenement["endDate"]) == ("2028-02-29", "2028-02-29")
        assert "À préciser" in mots(lue.main)

    @pytest.mark.parametrize(
        ("champs", "champ"),
        [
            ({"finit_le": "2026-06-09"}, "finit_le"),
            ({"debute_a": "09:00"}, "finit_a"),
            ({"finit_a": "09:00"}, "debute_a"),
            ({"debute_a": "09:00", "finit_a": "09:00"}, "finit_a"),
            ({"debute_a": "22:00", "finit_a": "02:00"}, "finit_a"),
            ({"debute_le": "2026-03-29", "debute_a": "02:30", "finit_a": "04:00"}, "debute_a"),
            ({"lien": "http://example.org/"}, "lien"),
            ({"lien": "javascript:alert(1)"}, "lien"),
            ({"nature": "fête"}, "nature"),
        ],
    )
    def test_an_absurd_event_is_refused_on_the_field_to_mend(self, champs: dict[str, str], champ: str) -> None:
        page = rendez_vous("À corriger")
        for nom, valeur in champs.items():
            lu: Any = heure(valeur) if nom.endswith("_a") else jour(valeur) if nom.endswith("_le") else valeur
            setattr(page, nom, lu)
        with pytest.raises(ValidationError) as faute:
            page.full_clean()
        assert champ in faute.value.message_dict

    def test_the_database_keeps_the_days_in_order_and_both_times_or_none(self) -> None:
        page = rendez_vous("Gardé")
        for champs in ({"finit_le": jour("2026-06-09")}, {"debute_a": heure("09:00")}):
            with pytest.raises(IntegrityError), transaction.atomic():
                RendezVousPage.objects.filter(pk=page.pk).update(**champs)

    def test_after_midnight_it_ends_the_next_day(self, client: Client) -> None:
        page = rendez_vous("Veillée", debute_a=heure("22:00"), finit_a=heure("01:00"), finit_le=jour("2026-06-11"))
        page.full_clean()
        assert mots(lire(client, page.url).select_one(".bande__quand")).startswith("Du mercredi 10 juin 2026, 22 h, au")


class TestLesCalendriers:
    def test_whole_days_end_the_day_after_and_carry_no_time(self, client: Client) -> None:
        page = rendez_vous("Séminaire", debute_le=jour("2028-02-28"), finit_le=jour("2028-02-29"))
        (lu,) = evenements(client, f"{page.url}evenement.ics")
        assert (lu["dtstart"].dt, lu["dtend"].dt) == (jour("2028-02-28"), jour("2028-03-01"))
        assert lu["dtstart"].params["VALUE"] == "DATE"

    @pytest.mark.parametrize(
        ("le", "de", "a", "utc"),
        [
            ("2026-03-28", "01:30", "03:30", ("00:30", "02:30")),
            ("2026-03-29", "01:30", "03:30", ("00:30", "01:30")),
            ("2026-10-25", "01:30", "03:30", ("23:30", "02:30")),
            ("2026-10-25", "02:30", "02:45", ("00:30", "00:45")),
            ("2026-12-31", "00:00", "23:59", ("23:00", "22:59")),
            ("2028-02-29", "09:30", "12:00", ("08:30", "11:00")),
        ],
    )
    def test_times_are_those_of_the_clocks_in_paris(
        self, client: Client, le: str, de: str, a: str, utc: tuple[str, str]
    ) -> None:
        page = rendez_vous("À l’heure", debute_le=jour(le), debute_a=heure(de), finit_a=heure(a))
        page.full_clean()
        (lu,) = evenements(client, f"{page.url}evenement.ics")
        for champ, locale, absolue in (("dtstart", de, utc[0]), ("dtend", a, utc[1])):
            assert lu[champ].params["TZID"] == "Europe/Paris"
            moment = lu[champ].dt.replace(tzinfo=PARIS)
            assert (moment.date(), moment.time()) == (jour(le), heure(locale))
            assert moment.astimezone(datetime.UTC).strftime("%H:%M") == absolue

    def test_an_event_tells_what_where_and_when_it_changed(self, client: Client) -> None:
        page = rendez_vous(
            "Atelier ; virgule, retour", introduction="Deux\nlignes, une phrase.", lieu="Salle 1", commune="Rennes"
        )
        (lu,) = evenements(client, f"{page.url}evenement.ics")
        assert (str(lu["summary"]), str(lu["location"])) == ("Atelier ; virgule, retour", "Salle 1, Rennes")
        assert str(lu["url"]) == page.full_url
        assert str(lu["description"]).startswith("Deux\nlignes, une phrase.")
        assert lu["last-modified"].dt == page.last_published_at.replace(microsecond=0)
        assert lu["dtstamp"].dt.tzinfo is not None

    def test_its_identifier_stays_when_title_address_and_language_change(self, client: Client) -> None:
        page = rendez_vous("Avant")
        (avant,) = evenements(client, "/agenda/avant/evenement.ics")
        page.title, page.slug = "Après", "apres"
        page.save_revision().publish()
        traduire(page, "en", {"title": "After", "slug": "after"})
        (apres,) = evenements(client, "/agenda/apres/evenement.ics")
        (anglais,) = evenements(client, "/en/agenda/after/evenement.ics")
        assert str(avant["uid"]) == str(apres["uid"]) == str(anglais["uid"])
        assert str(anglais["summary"]) == "After"
        assert client.get("/agenda/avant/evenement.ics").status_code == 404

    def test_the_whole_agenda_holds_the_committee_and_twelve_months(self, client: Client) -> None:
        rendez_vous("Trop ancien", debute_le=jour("2025-06-14"))
        rendez_vous("Un an", debute_le=jour("2025-06-10"), finit_le=jour("2025-06-15"))
        rendez_vous("En ligne", debute_le=jour("2027-01-01"), lien="https://example.org/visio")
        SeanceComite.objects.create(le=jour("2026-06-20"))
        lus = evenements(client, "/agenda/agenda.ics")
        comite = "Comité de validation Quali’Coop"

        assert [str(lu["summary"]) for lu in lus] == ["Un an", "En ligne", comite]
        assert len({str(lu["uid"]) for lu in lus}) == 3
        assert str(lus[1]["location"]) == "https://example.org/visio"

        seul: Any = Calendar.from_ical(client.get("/registre/comite.ics").content).walk("VEVENT")[0]
        assert str(seul["uid"]) == str(lus[2]["uid"])

    def test_a_calendar_is_only_read(self, client: Client) -> None:
        assert Client().post("/agenda/agenda.ics").status_code == 405
        assert client.get("/agenda/inconnu/evenement.ics").status_code == 404
