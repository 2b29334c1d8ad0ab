"""What every Atom feed of the site shares: its author, and identifiers that outlive its addresses (RFC 4287, RFC 4151).

A reader who follows a feed is told again everything whose identifier changes: none depends on the host that was asked,
nor on where the site stands today.
"""

from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from socle.formats.identite import DOMAINE_DES_IDENTIFIANTS, FEDERATION


def identifiant(nom: str) -> str:
    """Return the identifier of what the site calls `nom`, a path that may hold a query and a fragment."""
    return f"tag:{DOMAINE_DES_IDENTIFIANTS}:{nom}"


class FluxAtom(Feed):
    """An Atom feed of the Federation's. Its own kind says its `adresse`: path and query, one for each selection."""

    feed_type = Atom1Feed
    author_name = FEDERATION

    def adresse(self, obj: Any) -> str:
        """Return the path and query of the feed of this selection."""
        raise NotImplementedError

    def feed_url(self, obj: Any) -> str:
        """Where the feed stands, its selection included."""
        return self.adresse(obj)

    def feed_guid(self, obj: Any) -> str:
        return identifiant(self.adresse(obj))
