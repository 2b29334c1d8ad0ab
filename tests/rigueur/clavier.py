"""Tab, pressed through a whole page."""

from typing import Any

from playwright.sync_api import Page

# Not what is out of the keyboard's way on purpose: the button that Enter presses, the trap that only a robot fills.
REACHABLE = (
    "a[href], button:not([aria-hidden=true]), input:not([type=hidden]):not([tabindex='-1']), select, textarea, "
    "summary, [tabindex='0']"
)

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


def faults_for_tab(page: Page, paths: list[str], width: int) -> dict[str, Any]:
    """Return the pages of which Tab misses something, or shows it out of sight, on a screen of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(reduced_motion="reduce")
    found: dict[str, Any] = {}
    for path in paths:
        page.goto(path)
        unreached, out_of_sight = walk(page)
        if unreached or out_of_sight:
            found[path] = {"unreached": unreached, "out of sight": out_of_sight}
    return found


def walk(page: Page) -> tuple[list[str], list[str]]:
    """Press Tab through the whole page; return what was never reached, and what was reached out of sight."""
    count = page.evaluate(MARK_ALL, REACHABLE)

    sights: dict[str, bool] = {}
    for _ in range(2 * count + 5):  # a date field takes several stops, the last of them on its own inner button
        page.keyboard.press("Tab")
        focused: dict[str, Any] | None = page.evaluate(FOCUSED)
        if focused and focused["html"].startswith("<iframe"):
            continue  # the focus that goes into a frame is seen inside it, on its link: the frame itself shows none
        if focused is None and not page.evaluate(LEFT):
            break
        if focused is not None:
            seen = focused["marked"] and focused["onScreen"]
            sights[focused["html"]] = sights.get(focused["html"], False) or seen

    return page.evaluate(LEFT), [html for html, seen in sights.items() if not seen]
