"""Django configuration of the base every room stands on."""

from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class SocleConfig(AppConfig):
    """Base page, blocks, navigation, design system, accounts."""

    name = "socle"
    verbose_name = "Socle"

    def ready(self) -> None:
        """Lay the rule of texts, register checks, search and the purge of pages: all read the models, here at last."""
        import_module("socle.textes_des_modeles").poser_la_regle()
        import_module("socle.administration.adresses").declarer()
        connection_created.connect(import_module("socle.ordre").donner_la_fonction, dispatch_uid="socle.ordre")
        import_module("socle.checks")
        import_module("socle.recherche.pages")
        purge, signals = import_module("socle.purge"), import_module("wagtail.signals")
        for signal in (signals.page_published, signals.page_unpublished):
            signal.connect(purge.page_changee, dispatch_uid="socle.purge")
