"""Reads `sitemap.xml` as a search engine does."""

from dataclasses import dataclass
from xml.etree import ElementTree

from django.test import Client

PLAN = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LIEN = "{http://www.w3.org/1999/xhtml}link"


@dataclass(frozen=True)
class EntreeLue:
    """One address of the site map: its day, and the same page in each language."""

    jour: str
    langues: dict[str, str]


def lire_plan(client: Client) -> dict[str, EntreeLue]:
    """The site map by address; it must be well-formed XML."""
    reponse = client.get("/sitemap.xml")

    assert reponse.headers["Content-Type"] == "application/xml"

    racine = ElementTree.fromstring(reponse.content)  # noqa: S314 - our own answer
    return {
        url.findtext(f"{PLAN}loc", ""): EntreeLue(
            url.findtext(f"{PLAN}lastmod", ""),
            {lien.attrib["hreflang"]: lien.attrib["href"] for lien in url.findall(LIEN)},
        )
        for url in racine
    }
