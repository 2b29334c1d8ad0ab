"""What axes and engagements share: editorial text with drafts, standing at a fixed place in an edition."""

from django.db import models
from wagtail.search import index

from raison_detre.models.verrouille import Verrouille, VerrouilleQuerySet
from socle.models.contenu import ContenuQuerySet, ContenuTraduit


class ContenuDuReferentielQuerySet(VerrouilleQuerySet, ContenuQuerySet):  # type: ignore[override] # its manager
    """Axes or engagements, held by the lock of their edition."""


class ContenuDuReferentiel(Verrouille, index.Indexed, ContenuTraduit):
    """Base of Axe and Engagement: their key, number and place are facts of the edition."""

    objects = models.Manager.from_queryset(ContenuDuReferentielQuerySet)()  # type: ignore[assignment, misc]

    class Meta(ContenuTraduit.Meta):
        abstract = True
