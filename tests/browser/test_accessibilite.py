"""No page has a fault that axe can see, at either width and in either theme; none scrolls sideways."""

from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from config.environment import BASE_DIR

AXE = BASE_DIR / "tests/outils/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A theme changes colours and nothing else: in the dark, only what looks at colours is asked again.
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
THEMES: list[tuple[Literal["light", "dark"], list[str]]] = [("light", RULES), ("dark", RULES_OF_COLOUR)]
NARROW, WIDE, NARROWEST = 360, 1280, 320

pytestmark = pytest.mark.rendu


def violations(page: Page, rules: list[str]) -> list[str]:
    """Return what axe reports under these tags or rules, each with the first element concerned."""
    report: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules
    )
    return [f"{found['id']}: {found['nodes'][0]['html'][:150]}" for found in report["violations"]]


def test_axe_finds_nothing_on_any_page(page: Page, addresses: list[str]) -> None:
    found: dict[str, list[str]] = {}
    for path in addresses:
        page.goto(path)
        page.evaluate(AXE.read_text())  # not a script element: the page's own security policy would refuse it
        for width in (NARROW, WIDE):
            for theme, rules in THEMES:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                faults = violations(page, rules)
                if faults:
                    found[f"{path} {width} {theme}"] = faults
    assert found == {}


def test_no_page_scrolls_sideways_on_the_narrowest_screen(page: Page, addresses: list[str]) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    wide: dict[str, int] = {}
    for path in addresses:
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > NARROWEST:
            wide[path] = width
    assert wide == {}
