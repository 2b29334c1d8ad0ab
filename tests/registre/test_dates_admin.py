"""A day or an hour typed in the admin: read as a French hand writes it, or refused in words with what was typed."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from bonnes_pratiques.models import RendezVousPage
from registre.models import Label, SeanceComite
from tests.registre.factories import labellisee
from tests.socle.factories import UserFactory

D = datetime.date
pytestmark = [pytest.mark.django_db, pytest.mark.lent]
AJOUTER = "wagtailsnippets_registre_seancecomite:add"


@pytest.fixture
def navigateur() -> Client:
    """A browser where a superuser is logged in."""
    client = Client()
    client.force_login(UserFactory.create(is_superuser=True))
    return client


def main(reponse: Any) -> BeautifulSoup:
    """A page of the admin."""
    return BeautifulSoup(reponse.content, "lxml")


def test_a_day_is_read_as_it_was_typed(navigateur: Client) -> None:
    for tape in ("01/09/2020", "1/9/2020", "2020-09-01"):
        navigateur.post(reverse(AJOUTER), {"le": tape, "lieu": "Paris"})
        assert SeanceComite.objects.get().le == D(2020, 9, 1), tape
        SeanceComite.objects.all().delete()


def test_what_is_no_day_is_refused_on_its_field_and_stays_typed(navigateur: Client) -> None:
    for tape in ("31/02/2026", "01/09/20", "1er septembre", "09/2020"):
        page = main(navigateur.post(reverse(AJOUTER), {"le": tape, "lieu": "Paris"}))
        assert page.select_one("[name=le]")["value"] == tape
        assert "Écrivez une date qui existe" in page.select_one("#panel-child-le-errors").get_text()
    assert not SeanceComite.objects.exists()


def test_hours_are_read_with_an_h_or_a_colon_and_the_rest_is_refused() -> None:
    champs = RendezVousPage.get_edit_handler().get_form_class().base_fields
    for tape in ("9h30", "9 h 30", "09:30", "9:30", "9\u00a0h\u00a030"):
        assert champs["debute_a"].clean(tape) == datetime.time(9, 30), tape
        moment = champs["go_live_at"].clean(f"1/9/2027 {tape}")
        assert (moment.date(), moment.hour, moment.minute) == (D(2027, 9, 1), 9, 30), tape
    for tape in ("25h00", "9h75", "neuf heures"):
        with pytest.raises(ValidationError, match="Écrivez une heure qui existe"):
            champs["debute_a"].clean(tape)
        with pytest.raises(ValidationError, match="Écrivez un jour et une heure qui existent"):
            champs["go_live_at"].clean(f"1/9/2027 {tape}")


def test_the_picker_is_kept_from_rewriting_a_field(navigateur: Client) -> None:
    scripts = [str(script["src"]) for script in main(navigateur.get(reverse(AJOUTER))).select("script[src]")]
    notre, sien = ("socle/administration/dates.js", "vendor/jquery.datetimepicker.js")
    rangs = [next(rang for rang, src in enumerate(scripts) if nom in src) for nom in (sien, notre)]
    assert rangs == sorted(rangs)


def test_a_list_shows_days_to_come_as_days_and_says_which_filter_it_could_not_read(navigateur: Client) -> None:
    labellisee(D(2025, 3, 1))
    liste = reverse("wagtailsnippets_registre_label:list")
    jour = main(navigateur.get(liste)).select_one(f"time[datetime^='{Label.objects.get().valide_jusqu_au}']")
    assert jour.get_text() == "29/02/2028"
    page = main(navigateur.get(liste, {"valide_jusqu_au_from": "31/02/2026"}))
    assert "La liste n’est pas filtrée" in page.get_text()
    assert page.select_one("[name=valide_jusqu_au_from]")["value"] == "31/02/2026"


def test_a_meeting_of_the_committee_is_named_by_its_day_as_french_writes_it() -> None:
    assert str(SeanceComite(le=datetime.date(2026, 3, 1))) == "1er\u00a0mars 2026"
