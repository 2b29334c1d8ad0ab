"""A shared cache in front of the site, as nginx is set up: it keeps what it may, asks again by ETag, gives no age."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils import timezone

S_MAXAGE = re.compile(r"s-maxage=(\d+)")


@dataclass
class CachePartage:
    """Answers GET requests from what it kept, while it may; `servies` counts those that cost the site nothing."""

    site: Client
    gardees: dict[str, tuple[float, Any]] = field(default_factory=dict)
    servies: int = 0

    def get(self, adresse: str) -> Any:
        """Return the answer, kept or new."""
        maintenant = timezone.now().timestamp()
        jusqu_a, gardee = self.gardees.get(adresse, (0.0, None))
        if gardee is not None and maintenant < jusqu_a:
            self.servies += 1
            return gardee

        connu = {"If-None-Match": gardee.headers["ETag"]} if gardee is not None else {}
        reponse = self.site.get(adresse, headers=connu)
        permis = S_MAXAGE.search(reponse.headers["Cache-Control"])
        if reponse.status_code == 304:
            reponse = gardee
        self.gardees[adresse] = (maintenant + int(permis[1]) if permis else 0.0, reponse)
        return reponse
