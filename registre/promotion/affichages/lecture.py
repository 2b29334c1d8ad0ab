"""Which labels a page shows: our badges and cards by their addresses, numbers in what is said of a picture."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from registre.promotion.models import FormeVue

NUMERO = re.compile(r"\bQC-[0-9]{4}-[0-9]{4,6}\b", re.IGNORECASE)
CHEMIN = re.compile(r"^/(?:[a-z]{2}/)?registre/labels/(QC-[0-9]{4}-[0-9]{4,6})(?:/.*)?$", re.IGNORECASE)
ADRESSES = {"a": "href", "img": "src", "iframe": "src", "object": "data", "embed": "src", "source": "srcset"}
TUS = {"script", "style", "template", "noscript"}
IMAGES = {"img", "object", "embed", "source"}


class _Lecteur(HTMLParser):
    """Gathers what a page shows of labels: (form, number) pairs."""

    def __init__(self, adresse: str, notre_site: str) -> None:
        super().__init__(convert_charrefs=True)
        self.adresse, self.notre_site = adresse, urlsplit(notre_site).netloc.lower()
        self.vus: set[tuple[str, str]] = set()
        self.tus = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tus += tag in TUS
        valeurs = {nom: valeur or "" for nom, valeur in attrs}
        if nom := ADRESSES.get(tag):
            self.vus |= set(self._par_l_adresse(tag, valeurs.get(nom, "").partition(" ")[0]))
        if tag in IMAGES:
            dit = " ".join(valeurs.get(nom, "") for nom in ("alt", "title", "aria-label"))
            self.vus |= {(FormeVue.BADGE, numero.upper()) for numero in NUMERO.findall(dit)}

    def handle_endtag(self, tag: str) -> None:
        self.tus = max(0, self.tus - (tag in TUS))

    def handle_data(self, data: str) -> None:
        if not self.tus:
            self.vus |= {(FormeVue.NUMERO, numero.upper()) for numero in NUMERO.findall(data)}

    def _par_l_adresse(self, tag: str, valeur: str) -> Iterator[tuple[str, str]]:
        """Tell the label that an address of our site is about, and under which form it is shown."""
        try:
            lue = urlsplit(urljoin(self.adresse, valeur.strip()))
        except ValueError:
            return
        trouve = CHEMIN.match(lue.path) if lue.netloc.lower() == self.notre_site else None
        if trouve:
            yield _forme(tag), trouve[1].upper()


def _forme(tag: str) -> str:
    if tag == "iframe":
        return FormeVue.CARTE
    return FormeVue.BADGE if tag in IMAGES else FormeVue.LIEN


def labels_montres(html: str, *, adresse: str, notre_site: str) -> list[tuple[str, str]]:
    """Return the (form, number) pairs that a page read at `adresse` shows, in order; a number once a form."""
    lecteur = _Lecteur(adresse, notre_site)
    lecteur.feed(html)
    lecteur.close()
    return sorted(lecteur.vus)
