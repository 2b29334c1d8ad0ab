"""Addresses of tiles and of bundles of entries, as C2SP tlog-tiles writes them: `tile/0/x001/234.p/5`."""

import re
from dataclasses import dataclass

from registre.preuve.journal_public.arbre import HAUTEUR, LARGEUR

ENTREES = "entries"
NIVEAU_MAXIMUM = 63
FORME = re.compile(
    r"(?P<niveau>entries|0|[1-9]\d?)/(?P<indice>(?:x\d{3}/)*\d{3})(?:\.p/(?P<largeur>[1-9]\d{0,2}))?", re.ASCII
)


@dataclass(frozen=True)
class Place:
    """A tile, or the bundle of entries of a tile when `niveau` is None. `largeur` is 256 for a full one."""

    niveau: int | None
    indice: int
    largeur: int = LARGEUR

    def __str__(self) -> str:
        partielle = f".p/{self.largeur}" if self.largeur < LARGEUR else ""
        return f"{ENTREES if self.niveau is None else self.niveau}/{en_morceaux(self.indice)}{partielle}"


def lire(texte: str) -> Place | None:
    """Return the place that an address names, None when it is not written as the specification asks."""
    lu = FORME.fullmatch(texte)
    if lu is None:
        return None

    niveau = None if lu["niveau"] == ENTREES else int(lu["niveau"])
    largeur = int(lu["largeur"] or LARGEUR)
    place = Place(niveau, int(lu["indice"].replace("x", "").replace("/", "")), largeur)
    if (niveau or 0) > NIVEAU_MAXIMUM or (lu["largeur"] and largeur >= LARGEUR):
        return None

    return place if str(place) == texte else None  # one address for each: no leading zeroes


def en_morceaux(indice: int) -> str:
    """Return an index in groups of three digits, all but the last after an x: 1234067 is `x001/x234/067`."""
    morceaux = [f"{indice % 1000:03}"]
    while indice := indice // 1000:
        morceaux.insert(0, f"x{indice % 1000:03}")
    return "/".join(morceaux)


def places(taille: int) -> list[Place]:
    """Return every tile and bundle of a log of `taille` entries, the partial ones as its checkpoint asks."""
    trouvees = [Place(None, place.indice, place.largeur) for place in _du_niveau(0, taille)]
    niveau = 0
    while taille >> (HAUTEUR * niveau):
        trouvees += _du_niveau(niveau, taille)
        niveau += 1
    return trouvees


def _du_niveau(niveau: int, taille: int) -> list[Place]:
    pleines, reste = divmod(taille >> (HAUTEUR * niveau), LARGEUR)
    partielle = [Place(niveau, pleines, reste)] if reste else []
    return [Place(niveau, indice) for indice in range(pleines)] + partielle
