"""How much one visitor may ask in a minute of what costs dear. Counted in the cache that the processes share."""

import ipaddress
import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from socle.affluence.refus import TropDeDemandes
from socle.comptes.connexion import adresse_du_visiteur

UNE_MINUTE = 60
PREFIXE_IPV6 = 64  # bits: what one subscriber holds, and can change the rest of at will


def compter(request: HttpRequest, quoi: str, *, poids: int = 1, par_minute: int) -> None:
    """Count `poids` more for this visitor in this minute. Raises `TropDeDemandes` beyond `par_minute`."""
    minute, passees = divmod(int(time.time()), UNE_MINUTE)
    cle = f"debit-{quoi}-{minute}-{visiteur(request)}"
    cache.add(cle, 0, 2 * UNE_MINUTE)
    try:
        total = cache.incr(cle, poids)
    except ValueError:  # forgotten between the two: the cache is full, not the minute
        return
    if total > par_minute:
        raise TropDeDemandes(UNE_MINUTE - passees)


def visiteur(request: HttpRequest) -> str:
    """Return a mark of the visitor's address, which it does not tell. Those without an address are one visitor."""
    adresse = adresse_du_visiteur(request) or ""
    try:
        lue = ipaddress.ip_address(adresse)
    except ValueError:
        lue = None
    if isinstance(lue, ipaddress.IPv6Address) and lue.ipv4_mapped is None:
        adresse = str(ipaddress.ip_network((lue, PREFIXE_IPV6), strict=False))
    return salted_hmac("socle.affluence.debit", adresse).hexdigest()[:20]
