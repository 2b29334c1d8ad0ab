"""Django configuration of the base every room stands on."""

from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_save, pre_delete, pre_save


class SocleConfig(AppConfig):
    """Base page, blocks, navigation, design system, accounts."""

    name = "socle"
    verbose_name = "Socle"

    def ready(self) -> None:
        """Lay the rule of texts; register rights on files, checks, the search, what follows a page, exports."""
        import_module("socle.textes.des_modeles").poser_la_regle()
        import_module("socle.administration.adresses").declarer()
        import_module("socle.medias.politique").declarer()
        connection_created.connect(
            import_module("socle.textes.ordre").donner_la_fonction, dispatch_uid="socle.textes.ordre"
        )
        import_module("socle.adresses.accueil_du_site")
        import_module("socle.checks")
        import_module("socle.recherche.pages")
        import_module("socle.langues.demandes_de_traduction")
        import_module("socle.langues.faits_communs")
        import_module("socle.langues.versions")
        import_module("socle.formulaires.oublis").poser()
        import_module("socle.personnes.du_socle").poser()
        import_module("socle.mesures.du_socle").poser()
        pre_delete.connect(
            import_module("socle.personnes.effacement").avant_suppression,
            import_module("socle.models").User,
            dispatch_uid="socle.personnes.effacement",
        )
        purge, signals = import_module("socle.cache.purge"), import_module("wagtail.signals")

        for signal in (signals.page_published, signals.page_unpublished):
            signal.connect(purge.page_changee, dispatch_uid="socle.cache.purge")

        promus, synonyme = import_module("socle.recherche.promotions").SOURCES, import_module("socle.models").Synonyme
        import_module("socle.cadre.memoire").declarer(*promus, synonyme)
        import_module("socle.relecture.premiere_version").declarer()
        import_module("socle.administration.exports").declarer()
        import_module("socle.administration.francais.mots").declarer()
        traducteurs, modeles = import_module("socle.langues.traducteurs"), import_module("wagtail_localize.models")

        for modele in (modeles.StringTranslation, modeles.SegmentOverride):
            pre_save.connect(traducteurs.avant_enregistrement, modele, dispatch_uid="socle.langues.traducteurs.avant")
            post_save.connect(traducteurs.apres_enregistrement, modele, dispatch_uid="socle.langues.traducteurs.apres")
