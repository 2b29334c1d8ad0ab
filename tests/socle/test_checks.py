"""The system checks of the house report a page type that forgets a convention."""

import pytest
from django.test.utils import isolate_apps

from socle import checks
from socle.models import BasePage


@isolate_apps("socle")
def careless_page_type() -> type[BasePage]:
    class SansRegles(BasePage):
        class Meta:
            app_label = "socle"

    return SansRegles


def test_a_page_type_that_forgets_its_parents_its_children_and_its_name_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forgetful = careless_page_type()
    monkeypatch.setattr(checks, "every_page_type", lambda: [forgetful])
    messages = [*checks.page_types_say_where_they_go(), *checks.page_types_have_a_french_name()]
    assert [message.id for message in messages] == ["socle.E001", "socle.E001", "socle.E002"]


def test_our_own_page_types_follow_the_conventions() -> None:
    assert len(checks.every_page_type()) > 1
    assert checks.page_types_say_where_they_go() == []
    assert checks.page_types_have_a_french_name() == []
