"""The référentiel, and the pages that publish it."""

from raison_detre.models.axe import Axe
from raison_detre.models.engagement import Engagement
from raison_detre.models.pages import (
    AccueilPage,
    DemarchePage,
    EngagementsPage,
    ManifestePage,
    PageEditoriale,
)
from raison_detre.models.referentiel import Referentiel

__all__ = [
    "AccueilPage",
    "Axe",
    "DemarchePage",
    "Engagement",
    "EngagementsPage",
    "ManifestePage",
    "PageEditoriale",
    "Referentiel",
]
