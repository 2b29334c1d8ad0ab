"""Pages that publish the Raison d'être, and plain editorial pages."""

from raison_detre.models.pages.accueil import AccueilPage
from raison_detre.models.pages.demarche import DemarchePage
from raison_detre.models.pages.editoriale import PageEditoriale
from raison_detre.models.pages.engagements import EngagementsPage
from raison_detre.models.pages.manifeste import ManifestePage

__all__ = ["AccueilPage", "DemarchePage", "EngagementsPage", "ManifestePage", "PageEditoriale"]
