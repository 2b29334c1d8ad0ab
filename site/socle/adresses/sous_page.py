"""A view inside a page with an address of its own: an engagement, an older edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Vignette:
    """What a share image says. `axe` (1 to 3) colours it, `numero` is set large before the title."""

    titre: str
    surtitre: str = ""
    numero: int | None = None
    axe: int | None = None


@dataclass(frozen=True)
class SousPage:
    """What search engines and shares must know of it.

    `suites` gives, for each language it is published in, the end of its address, after the address of the page in that
    language. `cle` names it inside its page, the same in every language; without `vignette` it shares its page's image.
    """

    titre: str
    cle: str = ""
    vignette: Vignette | None = None
    description: str = ""
    suites: Mapping[str, str] = field(default_factory=dict)
    modifiee_le: datetime | None = None
