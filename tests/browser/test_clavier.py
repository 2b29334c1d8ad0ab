"""Everything a mouse reaches, Tab reaches, in sight; and the first stop skips the menu."""

from typing import Any

import pytest
from playwright.sync_api import Page

REACHABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

MARK_ALL = """selector => {
    const shown = element => element.checkVisibility({visibilityProperty: true}) && !element.disabled;
    const elements = [...document.querySelectorAll(selector)].filter(shown);
    window.toReach = new Set(elements);
    return elements.length;
}"""

FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    window.toReach.delete(element);
    const box = element.getBoundingClientRect();
    const marked = item => {
        const style = item && getComputedStyle(item);
        return style && (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
    };
    const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return {
        html: element.outerHTML.slice(0, 120),
        marked: [element, element.parentElement, element.closest('li')].some(marked),
        onScreen: onScreen && box.width > 1 && box.height > 1,
    };
}"""

LEFT = "() => [...window.toReach].map(element => element.outerHTML.slice(0, 120))"


def walk(page: Page) -> tuple[list[str], list[str]]:
    """Press Tab through the whole page; return what was never reached, and what was reached out of sight."""
    count = page.evaluate(MARK_ALL, REACHABLE)
    sights: dict[str, bool] = {}
    for _ in range(2 * count + 5):  # a date field takes several stops, the last of them on its own inner button
        page.keyboard.press("Tab")
        focused: dict[str, Any] | None = page.evaluate(FOCUSED)
        if focused is None and not page.evaluate(LEFT):
            break
        if focused is not None:
            seen = focused["marked"] and focused["onScreen"]
            sights[focused["html"]] = sights.get(focused["html"], False) or seen
    return page.evaluate(LEFT), [html for html, seen in sights.items() if not seen]


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_reaches_everything_and_the_focus_is_seen(page: Page, addresses: list[str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, Any] = {}
    for path in addresses:
        page.goto(path)
        unreached, out_of_sight = walk(page)
        if unreached or out_of_sight:
            found[path] = {"unreached": unreached, "out of sight": out_of_sight}
    assert found == {}


def test_the_first_stop_leads_past_the_menu_to_the_content(page: Page, addresses: list[str]) -> None:
    missing = []
    for path in addresses:
        page.goto(path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('main, footer') !== null && location.hash !== ''"):
            missing.append(path)
    assert missing == []
