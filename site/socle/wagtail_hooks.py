"""Registers what `socle.administration` adds to Wagtail's admin. No logic here."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from socle.administration import accueil, adresses, comptes, guide, listes, recherche, relecture, suites, suppression
from socle.administration.francais import dates
from socle.administration.traductions import ecrans, editeur, publication, reprise, terminees
from socle.medias import servis
from socle.personnes import vues as personnes
from socle.textes import liens_riches

# Before wagtail-localize, which answers the same hooks and addresses.
AVANT_LOCALIZE = -1
AVANT_LA_RELECTURE = -2
APRES_LES_SALLES = 100  # which say better why what is theirs stays

for avant in (editeur.avant_modification, reprise.avant_reprise):
    hooks.register("before_edit_page", avant, order=AVANT_LA_RELECTURE)
    hooks.register("before_edit_snippet", avant, order=AVANT_LA_RELECTURE)
hooks.register("before_edit_page", relecture.avant_modification, order=AVANT_LOCALIZE)
hooks.register("before_edit_snippet", relecture.avant_modification_de_snippet, order=AVANT_LOCALIZE)
publication.declarer()
hooks.register("before_create_page", relecture.avant_creation_de_page)
hooks.register("before_create_snippet", relecture.avant_creation_de_snippet)
hooks.register("before_copy_page", relecture.avant_copie)
hooks.register("before_move_page", adresses.avant_deplacement)
hooks.register("before_bulk_action", relecture.avant_action_groupee)
hooks.register("construct_page_action_menu", relecture.composer_menu_de_page)
hooks.register("construct_snippet_action_menu", relecture.composer_menu_de_snippet)
hooks.register("register_admin_urls", ecrans.adresses, order=AVANT_LOCALIZE)
hooks.register("before_serve_document", servis.lire_avant_de_servir, order=APRES_LES_SALLES)
hooks.register("before_delete_page", suppression.avant_suppression_de_page)
hooks.register("before_delete_snippet", suppression.avant_suppression_de_snippets, order=APRES_LES_SALLES)
hooks.register("before_delete_user", suppression.avant_suppression_de_compte)
hooks.register("before_bulk_action", suppression.avant_action_groupee, order=APRES_LES_SALLES)
for action in (suppression.SupprimerDesPages, suppression.SupprimerDesImages, suppression.SupprimerDesDocuments):
    hooks.register("register_bulk_action", action, order=APRES_LES_SALLES)
comptes.declarer()
hooks.register("completer_attente", terminees.terminees_en_attente)
hooks.register("construct_explorer_page_queryset", listes.explorateur_en_francais)
accueil.declarer()
guide.declarer()
hooks.register("register_rich_text_features", liens_riches.declarer, order=1)  # after Wagtail's own
hooks.register("register_admin_urls", recherche.adresses)
hooks.register("register_reports_menu_item", recherche.entree_du_rapport)
register_snippet(recherche.SynonymeViewSet)
dates.declarer()
hooks.register("register_admin_urls", personnes.adresses)
hooks.register("register_user_listing_buttons", personnes.boutons)
suites.declarer()
