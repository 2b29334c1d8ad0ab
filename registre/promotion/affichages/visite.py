"""One look at one address: a single GET, bounded in time and in size, its redirections judged one by one.

Nothing of the page is fetched but itself: no image, no script, no link is followed. `robots.txt` is not asked: it
speaks to programs that go through a site, and this is one page, that its owner asked to have looked at.
"""

import time
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse, IncompleteRead
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from django.conf import settings

from registre.promotion.affichages.reseau import Cible, Injoignable, viser

SECONDES = 10.0  # for the whole look, redirections included
OCTETS = 2_000_000
REDIRECTIONS = 3
SUITES = {301, 302, 303, 307, 308}
PAGES = {"text/html", "application/xhtml+xml"}
TRAME = 65_536
GZIP = 31  # zlib's own way of saying that a header of gzip is expected


@dataclass(frozen=True)
class PageVue:
    """What was read: the address it was read at in the end, and its HTML."""

    adresse: str
    html: str


class _DejaRecu:
    """What `http.client` takes for a connection: an answer that was read already, within bounds."""

    def __init__(self, octets: bytes) -> None:
        self.octets = octets

    def makefile(self, *_args: Any, **_kwargs: Any) -> BytesIO:
        return BytesIO(self.octets)


def visiter(adresse: str) -> PageVue:
    """Return the page at an address. Raises `Injoignable` in words: not there, too slow, not a page, not allowed."""
    fin = time.monotonic() + SECONDES
    for _tour in range(REDIRECTIONS + 1):
        reponse = _demander(viser(adresse), fin)
        suite = reponse.getheader("Location") if reponse.status in SUITES else None
        if suite is None:
            return PageVue(adresse, _lire(reponse))
        adresse = _suivante(adresse, suite)
    raise Injoignable("l’adresse renvoie trop de fois vers une autre")


def _suivante(adresse: str, suite: str) -> str:
    """Return where a redirection leads. Raises `Injoignable` for what is no address."""
    try:
        return urljoin(adresse, suite)
    except ValueError as erreur:
        raise Injoignable("l’adresse est mal écrite") from erreur


def _demander(cible: Cible, fin: float) -> HTTPResponse:
    """Send the request, gather the answer until the end, the deadline or the last byte allowed."""
    try:
        with cible.ouvrir(_restant(fin)) as connexion:
            connexion.sendall(_requete(cible))
            recus = bytearray()
            while len(recus) < OCTETS:
                connexion.settimeout(_restant(fin))
                trame = connexion.recv(TRAME)
                if not trame:
                    break
                recus += trame
    except TimeoutError as erreur:
        raise Injoignable("la page met trop de temps à répondre") from erreur
    except OSError as erreur:
        raise Injoignable("le site ne répond pas, ou son certificat n’est pas valable") from erreur

    try:
        reponse = HTTPResponse(_DejaRecu(bytes(recus)))  # type: ignore[arg-type] # all it asks of a socket
        reponse.begin()
    except (HTTPException, ValueError) as erreur:
        raise Injoignable("la réponse du site est illisible") from erreur
    return reponse


def _requete(cible: Cible) -> bytes:
    lignes = [
        f"GET {cible.chemin} HTTP/1.1",
        f"Host: {cible.hote}",
        f"User-Agent: CoopHLM-affichages (+{settings.WAGTAILADMIN_BASE_URL})",
        "Accept: text/html",
        "Accept-Encoding: identity",
        "Connection: close",
    ]
    return "\r\n".join([*lignes, "", ""]).encode("ascii")


def _lire(reponse: HTTPResponse) -> str:
    """Return the HTML of an answer, cut at `OCTETS`. Raises `Injoignable` when it is not a page."""
    if reponse.status != 200:  # noqa: PLR2004
        raise Injoignable(f"la page répond par une erreur {reponse.status}")
    if reponse.headers.get_content_type() not in PAGES:
        raise Injoignable("ce n’est pas une page : donnez l’adresse de la page, pas celle de l’image")

    try:
        corps = reponse.read()
    except IncompleteRead as coupee:
        corps = coupee.partial
    except (HTTPException, ValueError) as erreur:
        raise Injoignable("la réponse du site est illisible") from erreur
    if reponse.getheader("Content-Encoding", "").lower() == "gzip":
        corps = _deplier(corps)

    return corps.decode(_jeu(reponse), errors="replace")


def _deplier(corps: bytes) -> bytes:
    """Unpack what a server packed without being asked to, `OCTETS` at most."""
    try:
        return zlib.decompressobj(GZIP).decompress(corps, OCTETS)
    except zlib.error as erreur:
        raise Injoignable("la réponse du site est illisible") from erreur


def _jeu(reponse: HTTPResponse) -> str:
    """The encoding that the answer says, UTF-8 when it says none that is known."""
    dit = reponse.headers.get_content_charset("utf-8")
    try:
        "".encode(dit)
    except (LookupError, ValueError):
        return "utf-8"
    return dit


def _restant(fin: float) -> float:
    """The seconds left. Raises `TimeoutError` when there are none."""
    restant = fin - time.monotonic()
    if restant <= 0:
        raise TimeoutError
    return restant
