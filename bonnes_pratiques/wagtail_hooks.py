"""Registers the library in Wagtail's admin. No logic here."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from bonnes_pratiques.administration import accueil, gardes, publication
from bonnes_pratiques.administration.fusion import FusionnerEtiquettes
from bonnes_pratiques.administration.viewsets import BonnesPratiquesGroup
from bonnes_pratiques.fiches import journal, pieces_jointes

register_snippet(BonnesPratiquesGroup)
hooks.register("register_bulk_action", FusionnerEtiquettes)
hooks.register("register_log_actions", journal.declarer)
hooks.register("before_delete_snippet", gardes.avant_suppression)
hooks.register("completer_attente", accueil.fiches_en_attente)
hooks.register("before_serve_document", pieces_jointes.avant_de_servir)
hooks.register("before_publish_page", publication.avant_publication)
