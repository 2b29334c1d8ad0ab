"""Who may keep an answer, and for how long."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from raison_detre.models import AccueilPage, PageEditoriale
from socle.cache.durees import DUREE, duree_de_cache
from socle.models import User

PARIS = ZoneInfo("Europe/Paris")
INSTANTS = st.datetimes(
    min_value=datetime.datetime(2020, 1, 1),  # noqa: DTZ001 -- hypothesis wants bare bounds
    max_value=datetime.datetime(2040, 1, 1),  # noqa: DTZ001
    timezones=st.just(datetime.UTC),
)
SPRING_EVE = datetime.datetime(2027, 3, 28, 21, 59, 30, tzinfo=datetime.UTC)  # 23:59:30 in Paris, a 23-hour day
AUTUMN_EVE = datetime.datetime(2026, 10, 25, 22, 59, 30, tzinfo=datetime.UTC)  # 23:59:30 in Paris, a 25-hour day


@given(INSTANTS)
@example(SPRING_EVE)
@example(AUTUMN_EVE)
def test_what_is_kept_never_outlives_the_day_in_paris(now: datetime.datetime) -> None:
    duration = duree_de_cache(now)
    assert 0 <= duration <= DUREE
    last_moment = now + datetime.timedelta(seconds=max(duration - 1, 0))
    assert last_moment.astimezone(PARIS).date() == now.astimezone(PARIS).date()


@given(INSTANTS)
def test_far_from_midnight_the_whole_minute_is_used(now: datetime.datetime) -> None:
    soon = now + datetime.timedelta(seconds=DUREE + 1)
    if soon.astimezone(PARIS).date() == now.astimezone(PARIS).date():
        assert duree_de_cache(now) == DUREE


@pytest.mark.parametrize("eve", [SPRING_EVE, AUTUMN_EVE], ids=["23-hour day", "25-hour day"])
def test_a_day_of_another_length_ends_when_it_ends(eve: datetime.datetime) -> None:
    assert duree_de_cache(eve) == 30


def test_the_moment_may_be_given_in_any_time_zone() -> None:
    assert duree_de_cache(AUTUMN_EVE.astimezone(PARIS)) == duree_de_cache(AUTUMN_EVE) == 30


def test_a_page_for_everyone_may_be_shared_and_depends_on_nobody(accueil: AccueilPage, client: Client) -> None:
    answer = client.get("/")
    assert answer.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_the_address_alone_decides_the_language(accueil: AccueilPage, client: Client) -> None:
    answer = client.get("/", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "fr"
    assert '<html lang="fr">' in answer.content.decode()


def test_a_shared_page_stops_at_midnight(accueil: AccueilPage, client: Client) -> None:
    with time_machine.travel(AUTUMN_EVE, tick=False):
        assert client.get("/").headers["Cache-Control"] == "public, max-age=0, s-maxage=30"


def test_asking_again_for_the_same_page_costs_no_body(accueil: AccueilPage, client: Client) -> None:
    tag = client.get("/").headers["ETag"]
    assert client.get("/", headers={"if-none-match": tag}).status_code == 304


def test_a_changed_page_is_sent_again(page_publique: PageEditoriale, client: Client) -> None:
    tag = client.get("/mentions/").headers["ETag"]
    page_publique.introduction = "Après"
    page_publique.save_revision().publish()
    assert client.get("/mentions/", headers={"if-none-match": tag}).status_code == 200


def test_a_page_not_found_may_be_shared_too(accueil: AccueilPage, client: Client) -> None:
    answer = client.get("/nulle-part/")
    assert answer.status_code == 404
    assert "s-maxage" in answer.headers["Cache-Control"]


def test_what_someone_logged_in_reads_is_kept_by_nobody(accueil: AccueilPage, client: Client) -> None:
    client.force_login(User.objects.create_superuser("quelquun@example.org"))
    answer = client.get("/")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


@pytest.mark.parametrize("address", ["/compte/login/", "/admin/"])
def test_what_leads_to_an_account_is_kept_by_nobody(db: None, client: Client, address: str) -> None:
    assert "s-maxage" not in client.get(address).headers.get("Cache-Control", "")


def test_an_answer_to_a_form_is_kept_by_nobody(accueil: AccueilPage, client: Client) -> None:
    assert "Cache-Control" not in client.post("/").headers
