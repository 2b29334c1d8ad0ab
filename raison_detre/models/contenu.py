"""What axes and engagements share: editorial text with drafts, standing at a fixed place in an edition."""

from wagtail.search import index

from socle.models.contenu import ContenuTraduit


class ContenuDuReferentiel(index.Indexed, ContenuTraduit):
    """Base of Axe and Engagement: their key, number and place are facts of the edition."""

    class Meta(ContenuTraduit.Meta):
        abstract = True
