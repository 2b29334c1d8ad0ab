"""Engagements and older editions as search engines see them: pages inside the page that shows them."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from raison_detre.edition import AxeLu, Edition
from raison_detre.models.axe import Axe
from raison_detre.models.engagement import Engagement
from socle.adresses.sous_page import SousPage, Vignette
from socle.textes.signes import mots_du_html

LONGUEUR_DESCRIPTION = 160


def sous_page_engagement(page: Any, edition: Edition, lu: AxeLu, engagement: Engagement) -> SousPage:
    """Return an engagement, as `lire_edition` read it, as a view of the engagements' page."""
    axe = lu.axe
    surtitre = _("Axe %(numero)s · %(titre)s") % {"numero": axe.numero, "titre": axe.titre}
    texte = mots_du_html(engagement.ce_que_cela_change)

    return SousPage(
        cle=f"{edition.source.code}-{engagement.numero}",
        titre=engagement.intitule,
        vignette=Vignette(engagement.intitule, surtitre, engagement.numero, axe.numero),
        description=Truncator(texte or f"{surtitre}. {engagement.intitule}").chars(LONGUEUR_DESCRIPTION, truncate="…"),
        suites={langue: page.suite(edition, version) for langue, version in engagement.versions.items()},
        modifiee_le=engagement.last_published_at,
    )


def sous_page_edition(page: Any, edition: Edition | None) -> SousPage | None:
    """Return an edition that is no longer in force, or not yet, as a view of `page`; None for the one in force.

    The edition in force is the page itself: its own address under `edition/` is only another way to it.
    """
    if edition is None or edition.est_courante:
        return None

    titre = _("%(titre)s, édition %(code)s") % {"titre": page.title, "code": edition.source.code}
    suite = page.reverse_subpage("edition", kwargs={"code": edition.source.code})

    return SousPage(
        titre=titre,
        description=edition.texte.titre,
        suites={langue: suite for langue, _nom in settings.LANGUAGES},
    )


def modifiee_le(page: Any) -> datetime | None:
    """Return when a page that shows the référentiel, or what it shows in its language, was last published."""
    dates = [page.last_published_at]
    for modele in (Axe, Engagement):
        publies = modele.objects.filter(live=True, locale=page.locale_id).order_by()
        dates.append(publies.aggregate(Max("last_published_at"))["last_published_at__max"])
    return max((date for date in dates if date), default=None)
