"""The system checks of the house report a page type that forgets a convention."""

import pytest
from django.test.utils import isolate_apps
from wagtail.models import get_page_models, pages

from socle import checks
from socle.models import BasePage


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> type[BasePage]:
    """A page type without rules, unknown to the rest: Wagtail keeps a list of its own, which no registry isolates."""
    monkeypatch.setattr(pages, "PAGE_MODEL_CLASSES", pages.PAGE_MODEL_CLASSES.copy())

    with isolate_apps():  # of no app: one named here would be made ready again, and declare twice what it keeps

        class SansRegles(BasePage):
            class Meta:
                app_label = "socle"

    return SansRegles


def test_a_page_type_that_forgets_its_parents_its_children_and_its_name_is_reported(
    monkeypatch: pytest.MonkeyPatch, forgetful: type[BasePage]
) -> None:
    monkeypatch.setattr(checks, "every_page_type", lambda: [forgetful])
    messages = [*checks.page_types_say_where_they_go(), *checks.page_types_have_a_french_name()]
    assert [message.id for message in messages] == ["socle.E001", "socle.E001", "socle.E002"]


def test_a_page_type_made_for_a_test_is_forgotten_after_it() -> None:
    assert [modele for modele in get_page_models() if modele.__module__.startswith("tests.")] == []


def test_our_own_page_types_follow_the_conventions() -> None:
    assert len(checks.every_page_type()) > 1
    assert checks.page_types_say_where_they_go() == []
    assert checks.page_types_have_a_french_name() == []
