"""A client that reads each page it is given, as a browser and a screen reader would."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
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
    page = BeautifulSoup(html, "html.parser")
    return [*(document_faults(page) if whole_page else ()), *element_faults(page), *leftover_faults(html)]


def document_faults(page: BeautifulSoup) -> list[str]:
    """What a whole document needs."""
    found = []
    if page.html is None or not page.html.get("lang"):
        found.append("no lang on <html>")
    if page.title is None or not page.title.get_text(strip=True):
        found.append("no <title>, or an empty one")
    headings = len(page.find_all("h1"))
    if headings != 1:
        found.append(f"{headings} <h1>, exactly one expected")
    return found


def element_faults(page: BeautifulSoup) -> list[str]:
    """What no element may carry: the content security policy would block it, or a reader would miss it."""
    found = []
    for element in page.find_all(True):
        if element.name == "img" and element.get("alt") is None:
            found.append(f"<img src={element.get('src')}> without alt")
        if element.name == "script" and not (
            element.get("src") or element.get("nonce") or element.get("type") in DATA_SCRIPTS
        ):
            found.append("inline <script> without nonce")
        found += [
            f"<{element.name}> with inline {name}" for name in element.attrs if name == "style" or name.startswith("on")
        ]

    return found


def form_faults(html: str) -> list[str]:
    """What a page may not hold that says no referrer: a browser then says no origin either, and Django refuses it."""
    forms = BeautifulSoup(html, "html.parser").find_all("form")
    sent = [form for form in forms if form.get("method", "").lower() == "post"]
    return ["a form sent without its origin (Referrer-Policy: no-referrer)"] if sent else []


def leftover_faults(html: str) -> list[str]:
    """Template syntax that reached the reader."""
    return [f"unrendered {mark}" for mark in ("{{", "{%", "{#") if mark in html]
