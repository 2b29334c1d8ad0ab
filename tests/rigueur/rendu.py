"""What a page must be once rendered: without a fault for axe and for the W3C's validator, narrow, and light."""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Page

from config.environment import BASE_DIR
from tests.rigueur.ecoindex import GRADE_A, ecoindex

AXE = BASE_DIR / "tests/outils/node_modules/axe-core/axe.min.js"
VNU = BASE_DIR / "tests/outils/node_modules/vnu-jar/build/dist/vnu.jar"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A theme changes colours and nothing else: in the dark, only what looks at colours is asked again.
RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"]
THEMES: list[tuple[Literal["light", "dark"], list[str]]] = [("light", RULES), ("dark", RULES_OF_COLOUR)]
NARROW, WIDE, NARROWEST = 360, 1280, 320
MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES = 90_000, 15, 30_000


def faults_for_axe(page: Page) -> list[str]:
    """Return what axe reports of the page that is open, at both widths and in both themes."""
    page.evaluate(AXE.read_text())  # not a script element: the page's own security policy would refuse it
    found = []
    for width in (NARROW, WIDE):
        for theme, rules in THEMES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            found += [f"{width} {theme} {fault}" for fault in violations(page, rules)]
    return found


def violations(page: Page, rules: list[str]) -> list[str]:
    """Return what axe reports under these tags or rules, each with the first element concerned."""
    report: dict[str, Any] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules
    )
    return [f"{found['id']}: {found['nodes'][0]['html'][:150]}" for found in report["violations"]]


def faults_for_the_validator(pages: dict[str, bytes], folder: Path) -> set[str]:
    """Return the errors of these pages, named by their paths, as served. `folder` is empty."""
    paths = list(pages)

    for number, html in enumerate(pages.values()):
        (folder / f"{number}.html").write_bytes(html)

    done = subprocess.run(  # noqa: S603
        ["java", "-jar", str(VNU), "--format", "json", "--errors-only", str(folder)],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
    )
    messages = json.loads(done.stderr)["messages"]
    return {f"{paths[int(Path(m['url']).stem)]}: {m['message']} {m.get('extract', '')}" for m in messages}


@dataclass
class Visit:
    """What one first visit cost, in bytes as they travelled."""

    bytes_by_type: dict[str, int] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)
    elements: int = 0

    @property
    def kilobytes(self) -> float:
        """All that travelled, in thousands of bytes."""
        return sum(self.bytes_by_type.values()) / 1000

    @property
    def ecoindex(self) -> float:
        """Its EcoIndex, from 0 to 100."""
        return ecoindex(self.elements, len(self.urls), self.kilobytes)

    def below_grade_a(self) -> dict[str, float]:
        """Return the page's EcoIndex and what it comes from when it is under 80; empty when all is well."""
        if self.ecoindex >= GRADE_A:
            return {}
        return {"EcoIndex": round(self.ecoindex, 1), "elements": self.elements, "requests": len(self.urls)}

    def too_much(self, site: str) -> dict[str, Any]:
        """Return what is too heavy, or asked of others than this site; empty when all is well."""
        total, script = sum(self.bytes_by_type.values()), self.bytes_by_type.get("Script", 0)
        elsewhere = [url for url in self.urls if not url.startswith(site)]
        heavy = total > MOST_BYTES or script > MOST_SCRIPT_BYTES or len(self.urls) > MOST_REQUESTS
        if heavy or elsewhere or not total:
            return {"bytes": self.bytes_by_type, "requests": len(self.urls), "elsewhere": elsewhere}
        return {}


def first_visit(page: Page, path: str) -> Visit:
    """Open the page with an empty cache and count what travels."""
    visit, types = Visit(), {}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.clearBrowserCache")

    def received(event: dict[str, Any]) -> None:
        types[event["requestId"]] = event["type"]
        if not event["response"]["url"].startswith("data:"):
            visit.urls.append(event["response"]["url"])

    def finished(event: dict[str, Any]) -> None:
        kind = types.get(event["requestId"], "Other")
        visit.bytes_by_type[kind] = visit.bytes_by_type.get(kind, 0) + int(event["encodedDataLength"])

    network.on("Network.responseReceived", received)
    network.on("Network.loadingFinished", finished)
    page.goto(path, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    visit.elements = page.evaluate("document.querySelectorAll('*').length - document.querySelectorAll('svg *').length")
    network.detach()
    return visit
