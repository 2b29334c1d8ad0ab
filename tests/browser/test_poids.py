"""A first visit is light, and asks nobody else for anything."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.rendu

MOST_BYTES, MOST_REQUESTS, MOST_SCRIPT_BYTES = 150_000, 15, 30_000


@dataclass
class Visit:
    """What one first visit cost, in bytes as they travelled."""

    bytes_by_type: dict[str, int] = field(default_factory=dict)
    urls: list[str] = field(default_factory=list)


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
    network.detach()
    return visit


def test_every_page_is_light_and_asks_nobody_else(page: Page, site: str, addresses: list[str]) -> None:
    found: dict[str, Any] = {}
    for path in addresses:
        visit = first_visit(page, path)
        total, script = sum(visit.bytes_by_type.values()), visit.bytes_by_type.get("Script", 0)
        elsewhere = [url for url in visit.urls if not url.startswith(site)]
        heavy = total > MOST_BYTES or script > MOST_SCRIPT_BYTES or len(visit.urls) > MOST_REQUESTS
        if heavy or elsewhere or not total:
            found[path] = {"bytes": visit.bytes_by_type, "requests": len(visit.urls), "elsewhere": elsewhere}
    assert found == {}
