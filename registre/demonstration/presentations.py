"""What the fictional coops say of themselves: a published French text for two in three, plainly fictional."""

import uuid

from django.utils.text import capfirst
from wagtail.models import Locale

from registre.models import Cooperative, Metier, PresentationCooperative

UNE_SUR = 3  # every third coop has nothing to say yet: the page must read well without


def presentation(cooperative: Cooperative, locale: Locale) -> PresentationCooperative | None:
    """Return the coop's presentation, not saved and the same each time; None for a coop that has none."""
    if int(cooperative.siren) // 10 % UNE_SUR == UNE_SUR - 1:
        return None

    metiers = ", ".join(str(Metier(metier).label) for metier in cooperative.metiers)

    return PresentationCooperative(
        cooperative=cooperative,
        locale=locale,
        translation_key=uuid.uuid5(uuid.NAMESPACE_URL, f"presentation/{cooperative.siren}"),
        texte=(
            f"<p>{cooperative} n’existe pas : cette présentation est un exemple, fait pour essayer le site.</p>"
            f"<p>{capfirst(metiers)} : c’est ce qu’elle ferait à {cooperative.commune}.</p>"
        ),
    )
