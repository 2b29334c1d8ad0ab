"""A first visit is light, and asks nobody else for anything."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.rigueur.rendu import first_visit

pytestmark = pytest.mark.rendu


def test_every_page_is_light_has_an_ecoindex_of_80_and_asks_nobody_else(
    page: Page, site: str, addresses: list[str]
) -> None:
    found: dict[str, Any] = {}
    for path in addresses:
        visit = first_visit(page, path)
        if faults := visit.too_much(site) | visit.below_grade_a():
            found[path] = faults
    assert found == {}
