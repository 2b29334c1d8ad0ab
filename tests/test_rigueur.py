"""The strict fixtures are strict: each catches the bug it says it prevents."""

import datetime

import pytest
from django import test as of_django
from django.contrib.auth.models import Group, Permission
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template import Context, Origin, Template
from django.urls import path
from django.utils import timezone
from wagtail.models import Locale, Page
from zeal.errors import NPlusOneError

from config import urls
from config.environment import BASE_DIR
from raison_detre.models import Referentiel
from socle.models import User
from tests.rigueur.gabarits import UndefinedVariableError
from tests.rigueur.html import StrictClient, faults
from tests.rigueur.pages import names_a_browser

PAGE = "<html lang='fr'><head><title>Titre</title></head><body><h1>Titre</h1>{}</body></html>"


def one_query_per_row(request: HttpRequest) -> HttpResponse:
    models = [permission.content_type.model for permission in Permission.objects.order_by("pk")[:3]]
    return HttpResponse(PAGE.replace("{}", ", ".join(models)))


def without_title(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE.replace("<title>Titre</title>", ""))


urlpatterns = [path("une-requete-par-ligne/", one_query_per_row), path("sans-titre/", without_title), *urls.urlpatterns]


def render(source: str, path: str) -> str:
    template = Template(source, origin=Origin(path))
    return template.render(Context({"present": "oui"}))


def test_an_undefined_variable_fails_in_our_templates() -> None:
    assert render("{{ present }}", str(BASE_DIR / "templates/x.html")) == "oui"
    with pytest.raises(UndefinedVariableError, match="absent"):
        render("{{ absent }}", str(BASE_DIR / "templates/x.html"))


def test_an_undefined_variable_stays_empty_in_the_templates_of_others() -> None:
    assert render("[{{ absent }}]", "/elsewhere/wagtail/x.html") == "[]"


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_page_that_asks_one_query_per_row_fails(client: StrictClient) -> None:
    with pytest.raises(NPlusOneError, match=r"Permission\.content_type"):
        client.get("/une-requete-par-ligne/")


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_badly_made_page_fails_the_test_that_visits_it(client: StrictClient) -> None:
    with pytest.raises(AssertionError, match="no <title>"):
        client.get("/sans-titre/")


@pytest.mark.django_db
def test_rows_without_an_order_are_shuffled_and_ordered_ones_are_not() -> None:
    User.objects.bulk_create(User(email=f"{number:02}@example.org") for number in range(30))
    unordered = {tuple(User.objects.values_list("email", flat=True)) for _ in range(5)}
    ordered = {tuple(User.objects.order_by("email").values_list("email", flat=True)) for _ in range(5)}
    assert len(unordered) > 1
    assert len(ordered) == 1


@pytest.mark.django_db
def test_a_moment_where_a_day_is_meant_is_refused() -> None:
    with pytest.raises(TypeError, match="a date is expected"):
        Referentiel.objects.filter(adopte_le=timezone.now()).exists()
    assert not Referentiel.objects.filter(adopte_le=datetime.date(2021, 6, 1)).exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_leaves_the_database_as_migrations_made_it(time: str) -> None:
    assert not Group.objects.filter(name="committed").exists()
    assert Page.objects.filter(depth=1).exists()
    assert Locale.objects.filter(language_code="fr").exists()
    Group.objects.create(name="committed")


@pytest.mark.parametrize("time", ["first", "second"])
def test_the_cache_is_empty_at_the_start_of_each_test(time: str) -> None:
    assert cache.get("left") is None
    cache.set("left", "over")


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>Un autre</h1>", "2 <h1>, exactly one expected"),
        ("<img src='a.png'>", "<img src=a.png> without alt"),
        ("<script>alert()</script>", "inline <script> without nonce"),
        ("<p style='color: red'>", "<p> with inline style"),
        ("<button onclick='go()'>", "<button> with inline onclick"),
        ("{{ oubli }}", "unrendered {{"),
        ("{% oubli %}", "unrendered {%"),
    ],
)
def test_a_badly_made_page_is_reported(body: str, fault: str) -> None:
    assert faults(PAGE.format("")) == []
    assert faults(PAGE.replace("{}", body)) == [fault]


def test_a_page_without_language_title_or_heading_is_reported() -> None:
    assert faults("<html><body></body></html>") == [
        "no lang on <html>",
        "no <title>, or an empty one",
        "0 <h1>, exactly one expected",
    ]


def test_data_and_nonced_scripts_are_accepted() -> None:
    accepted = "<script type='application/ld+json'>{}</script><script nonce='a'></script><script src='a.js'></script>"
    assert faults(PAGE.replace("{}", accepted)) == []


def asks_through_another() -> None:
    asks_by_itself()


def asks_by_itself() -> None:
    of_django.Client().get("/")


def asks_nothing() -> None:
    faults(PAGE)


def test_a_function_that_asks_for_a_page_is_told_from_the_names_it_uses_and_those_it_calls() -> None:
    assert names_a_browser(asks_by_itself)
    assert names_a_browser(asks_through_another)
    assert not names_a_browser(asks_nothing)


def test_a_page_asked_by_a_test_not_known_to_ask_any_is_refused() -> None:
    unsaid = vars(of_django)["Client"]()  # a name that nothing can read in the code
    with pytest.raises(AssertionError, match="mark it `page`"):
        unsaid.get("/")
