"""A view inside a page with an address of its own: an engagement, an older edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Vignette:
    """What a share image says: `numero` large before the title, `mention` at its foot, all in the colour of `axe`."""

    titre: str
    surtitre: str = ""
    numero: int | None = None
    axe: int | None = None
    mention: str = ""


@dataclass(frozen=True)
class ImageDePartage:
    """A share image that a view of its own draws: what it says, and its path."""

    vignette: Vignette
    adresse: str


@dataclass(frozen=True)
class SousPage:
    """What search engines and shares must know of it.

    `suites` gives, for each language it is published in, the end of its address, after the address of the page in that
    language. `cle` names it inside its page, the same in every language; without `vignette` it shares its page's image,
    unless it has an `image` of its own.
    """

    titre: str
    cle: str = ""
    vignette: Vignette | None = None
    image: ImageDePartage | None = None
    description: str = ""
    suites: Mapping[str, str] = field(default_factory=dict)
    modifiee_le: datetime | None = None
