"""What the address of the search page asks."""

from dataclasses import dataclass
from typing import Self

from django.http import QueryDict
from django.utils.http import urlencode

from socle.recherche.genres import genres
from socle.recherche.question import LONGUEUR_MAXIMUM

PAGE_MAXIMUM = 10_000


@dataclass(frozen=True)
class Demande:
    """The question, the one kind asked for if any, the page of its results. Whatever is in the address, it is one."""

    q: str = ""
    genre: str = ""
    page: int = 1
    tronquee: bool = False

    @classmethod
    def lire(cls, parametres: QueryDict) -> Self:
        """Read an address; what it holds that means nothing is left out."""
        q = " ".join(parametres.get("q", "").replace("\0", " ").split())
        genre = parametres.get("genre", "")
        page = parametres.get("page", "")
        return cls(
            q=q[:LONGUEUR_MAXIMUM],
            genre=genre if genre in {connu.nom for connu in genres()} else "",
            page=int(page) if page.isascii() and page.isdecimal() and 1 <= len(page) <= len(str(PAGE_MAXIMUM)) else 1,
            tronquee=len(q) > LONGUEUR_MAXIMUM,
        )

    def adresse(self, *, genre: str = "", page: int = 1) -> str:
        """Return the end of the address that asks the same of one kind, or of all."""
        parametres = {"q": self.q, "genre": genre, "page": str(page) if page > 1 else ""}
        return f"?{urlencode({nom: valeur for nom, valeur in parametres.items() if valeur})}"
