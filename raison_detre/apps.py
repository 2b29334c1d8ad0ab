"""Django configuration of the app."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import pre_save


class RaisonDetreConfig(AppConfig):
    name = "raison_detre"
    verbose_name = "Raison d'être"

    def ready(self) -> None:
        """Tell the search what can be found here; hold editions in use as they are."""
        from raison_detre.models.changements import avant_enregistrement
        from raison_detre.models.verrouille import Verrouille

        import_module("raison_detre.recherche")
        modeles = import_module("raison_detre.models")
        import_module("socle.cadre.memoire").declarer(modeles.Referentiel, modeles.Axe, modeles.Engagement)
        for modele in self.get_models():
            if issubclass(modele, Verrouille):
                pre_save.connect(avant_enregistrement, sender=modele, dispatch_uid="raison_detre.verrou")
