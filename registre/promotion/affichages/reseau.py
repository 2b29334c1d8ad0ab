"""Which machines the site may ask a page of: those of the public Internet, by https, and no other.

An address is resolved once, each of the numbers it gives is judged, and the connection goes to one of those: a name
that answers otherwise the second time leads nowhere else.
"""

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from django.conf import settings

PORT = 443
# Public by their form, they carry the number of another machine, which may be of a private network.
ENVELOPPES = tuple(ipaddress.ip_network(reseau) for reseau in ("64:ff9b::/96", "2002::/16", "2001::/32"))
SANS_CODER = "/%:@!$&'()*+,;=~-._"


class Injoignable(Exception):
    """The page cannot be had. The message says why, in French, fit to show."""


@dataclass(frozen=True)
class Cible:
    """Where to connect: a number that was judged, a port, the name to ask, and what to ask there."""

    ip: str
    port: int
    nom: str
    chemin: str
    chiffree: bool

    @property
    def hote(self) -> str:
        """The name, and the port when it is not the usual one, as HTTP asks."""
        return self.nom if self.port == PORT and self.chiffree else f"{self.nom}:{self.port}"

    def ouvrir(self, secondes: float) -> socket.socket:
        """Return a connection, ciphered when it must be. Raises `OSError`."""
        connexion = socket.create_connection((self.ip, self.port), timeout=secondes)
        if not self.chiffree:
            return connexion
        try:
            return ssl.create_default_context().wrap_socket(connexion, server_hostname=self.nom)
        except OSError:
            connexion.close()
            raise


def viser(adresse: str) -> Cible:
    """Return where an address leads. Raises `Injoignable` when the site does not go there."""
    try:
        lue = urlsplit(adresse)
        nom, port = (lue.hostname or "").encode("idna").decode(), lue.port
    except ValueError as erreur:
        raise Injoignable("l’adresse est mal écrite") from erreur
    if not nom or lue.username or lue.password:
        raise Injoignable("l’adresse est mal écrite")

    locale = settings.AFFICHAGES_LOCAUX and lue.scheme == "http"
    if lue.scheme != "https" and not locale:
        raise Injoignable("l’adresse n’est pas en https")
    if port not in (None, PORT) and not settings.AFFICHAGES_LOCAUX:
        raise Injoignable("l’adresse demande un port inhabituel")

    defaut = PORT if lue.scheme == "https" else 80
    ip = _numero(nom, port or defaut, boucle=settings.AFFICHAGES_LOCAUX)
    return Cible(ip, port or defaut, nom, _chemin(lue), lue.scheme == "https")


def _chemin(lue: SplitResult) -> str:
    """The path and the question, coded so that they hold on one line of a request."""
    chemin = quote(lue.path or "/", safe=SANS_CODER)
    return f"{chemin}?{quote(lue.query, safe=f'{SANS_CODER}?')}" if lue.query else chemin


def _numero(nom: str, port: int, *, boucle: bool) -> str:
    """Resolve a name; return the first number when every one is allowed. Raises `Injoignable`."""
    try:
        trouves = [str(info[4][0]) for info in socket.getaddrinfo(nom, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as erreur:
        raise Injoignable("ce nom de site n’existe pas, ou ne répond pas") from erreur
    if not trouves or not all(_permis(ip, boucle=boucle) for ip in trouves):
        raise Injoignable("l’adresse mène à un réseau privé")
    return trouves[0]


def _permis(numero: str, *, boucle: bool) -> bool:
    """Whether the site may connect to this number."""
    ip = ipaddress.ip_address(numero.partition("%")[0])
    reel = getattr(ip, "ipv4_mapped", None) or ip
    if reel.is_loopback:
        return boucle
    enveloppe = any(reel.version == reseau.version and reel in reseau for reseau in ENVELOPPES)
    return reel.is_global and not reel.is_multicast and not enveloppe
