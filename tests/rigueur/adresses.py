"""The pages of a running site that are looked at: one of each kind, in each language, found by following links."""

import csv
import io
import re
import urllib.request
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup

# Pages made alike: one of each kind is enough, per language.
ALIKE = (
    re.compile(r"(.*)/\d+-[^/]+/$"),
    re.compile(r"(.*/registre/labels)/[^/]+/$"),
    re.compile(r"(.*/registre/labels)/[^/]+/signaler/$"),
    re.compile(r"(.*/registre)/[^/]+/signaler/$"),
    re.compile(r"(.*/actualites)/[^/]+/$"),
    re.compile(r"(.*/agenda)/(?!atelier-|seminaire-)[^/]+/$"),
    re.compile(r"(.*/bonnes-pratiques)/(?!classeur/)[^/]+/$"),
    re.compile(r"(.*/registre)/(?!(?:donnees|verifier|verifier-un-badge|barometre|journal)/)[^/]+/$"),
)
REGISTER = [
    "/registre/?vue=tableau",
    "/registre/?vue=carte",
    "/registre/?au=2023-06-30",
    "/registre/?q=zzz",
    "/registre/?page=-1",
    "/registre/verifier/?q=fictive",
    "/registre/labels/QC-1999-0001/",
    "/bonnes-pratiques/?q=zzz&stade=aboutie",
    "/bonnes-pratiques/?tri=reprises",
    "/bonnes-pratiques/?page=-1",
    "/bonnes-pratiques/classeur/",
    "/bonnes-pratiques/classeur/?fiches=999999",
]
SIMULATOR = "/demarche/simulateur/"
NEWS_AND_DATES = [
    "/actualites/?etiquette=qualicoop",
    "/actualites/?etiquette=inconnue",
    "/agenda/?page=0",
]
SEARCH = [
    "/recherche/?q=locatiare",
    "/recherche/?q=zzyzx",
    "/recherche/?q=fictif&genre=cooperatives",
    "/en/recherche/?q=axis",
]
NOT_A_PAGE = re.compile(r"/(admin|documents|media|static)/|.*\.\w+$")


def pages_to_look_at(site: str) -> list[str]:
    """Return the pages reached from the home pages (one of each kind), a coop of each status, the login, two errors."""
    errors = ["/page-qui-n-existe-pas/", "/en/page-qui-n-existe-pas/"]

    return [
        *dict.fromkeys(
            [
                *reachable_pages(site),
                *one_coop_per_status(site),
                *choices(site),
                *(*REGISTER, *NEWS_AND_DATES, *SEARCH),
                *("/compte/login/", *errors),
            ]
        )
    ]


def one_coop_per_status(site: str) -> list[str]:
    """The page of a coop of each public status, as the open file names them."""
    with urllib.request.urlopen(f"{site}/registre/donnees/registre.csv", timeout=30) as answer:  # noqa: S310 - our own
        rows = csv.DictReader(io.TextIOWrapper(answer, "utf-8"))
        return [*{row["statut"]: urlsplit(row["url"]).path for row in rows}.values()]


def choices(site: str) -> list[str]:
    """The simulator with every engagement ticked, and with one that no edition has."""
    with urllib.request.urlopen(site + SIMULATOR, timeout=30) as answer:  # noqa: S310 - our own
        boxes = BeautifulSoup(answer.read(), "lxml").select("[name=engagements]")
    keys = [str(box["value"]) for box in boxes]
    return [f"{SIMULATOR}?{urlencode({'engagements': asked}, doseq=True)}" for asked in (keys, ["inconnue", keys[0]])]


def reachable_pages(site: str) -> list[str]:
    """Follow links from the home pages; return each page's path, in the order found."""
    waiting, found, kinds = ["/", "/en/"], list[str](), set[str]()
    while waiting:
        path = waiting.pop(0)
        kind = next((f"{alike.pattern} {match[1]}" for alike in ALIKE if (match := alike.match(path))), path)
        if kind in kinds:
            continue
        kinds.add(kind)
        with urllib.request.urlopen(site + path, timeout=30) as answer:  # noqa: S310 - our own address
            if answer.headers.get_content_type() != "text/html":
                continue
            html = BeautifulSoup(answer.read(), "lxml")
        found.append(path)
        links = [urlsplit(urljoin(site + path, str(link["href"]))) for link in html.select("a[href]")]
        waiting += [link.path for link in links if f"http://{link.netloc}" == site and not NOT_A_PAGE.match(link.path)]

    return found
