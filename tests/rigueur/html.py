"""A client that reads each page it is given, as a browser and a screen reader would."""

from typing import Any

from django.test import Client
from lxml.etree import Element, HTMLParser, _Element, fromstring
from zeal import zeal_context

DATA_SCRIPTS = {"application/ld+json", "application/json"}
NOT_OURS = ("/admin/",)  # Wagtail's own pages: not ours to correct


class StrictClient(Client):
    """Django's test client; every HTML answer outside the admin must be well made, in few queries."""

    def request(self, **request: Any) -> Any:
        if request["PATH_INFO"].startswith(NOT_OURS):
            return super().request(**request)
        with zeal_context():  # one query per row is an error, at the line that asks it
            response = super().request(**request)
        is_html = response.headers.get("Content-Type", "").startswith("text/html")
        if is_html and not 300 <= response.status_code < 400:
            html = b"".join(response) if response.streaming else response.content
            found = faults(html.decode(), whole_page="HTTP_HX_REQUEST" not in request)
            if response.headers.get("Referrer-Policy") == "no-referrer":
                found += form_faults(html.decode())
            assert not found, f"{request['PATH_INFO']} ({response.status_code}): {'; '.join(found)}"
        return response


def faults(html: str, *, whole_page: bool = True) -> list[str]:
    """Return what is wrong with this page, an empty list if nothing is. A fragment needs no title, heading or lang."""
    page = read(html)
    return [*(document_faults(page) if whole_page else ()), *element_faults(page), *leftover_faults(html)]


def read(html: str) -> _Element:
    """Return the root of a page, read as leniently as a browser does, and fourteen times as fast as BeautifulSoup."""
    root = fromstring(html.encode() or b" ", HTMLParser(encoding="utf-8", huge_tree=True))
    return Element("html") if root is None else root


def document_faults(page: _Element) -> list[str]:
    """What a whole document needs."""
    found = []
    title = next(page.iter("title"), None)
    if not page.get("lang"):
        found.append("no lang on <html>")
    if title is None or not "".join(title.itertext()).strip():
        found.append("no <title>, or an empty one")
    headings = len(list(page.iter("h1")))
    if headings != 1:
        found.append(f"{headings} <h1>, exactly one expected")
    return found


def element_faults(page: _Element) -> list[str]:
    """What no element may carry: the content security policy would block it, or a reader would miss it."""
    found = []
    for element in page.iter("*"):
        if element.tag == "img" and element.get("alt") is None:
            found.append(f"<img src={element.get('src')}> without alt")
        if element.tag == "script" and not (
            element.get("src") or element.get("nonce") or element.get("type") in DATA_SCRIPTS
        ):
            found.append("inline <script> without nonce")
        found += [
            f"<{element.tag}> with inline {name}" for name in element.attrib if name == "style" or name.startswith("on")
        ]

    return found


def form_faults(html: str) -> list[str]:
    """What a page may not hold that says no referrer: a browser then says no origin either, and Django refuses it."""
    sent = [form for form in read(html).iter("form") if form.get("method", "").lower() == "post"]
    return ["a form sent without its origin (Referrer-Policy: no-referrer)"] if sent else []


def leftover_faults(html: str) -> list[str]:
    """Template syntax that reached the reader."""
    return [f"unrendered {mark}" for mark in ("{{", "{%", "{#") if mark in html]
