"""Django configuration of the app."""

from importlib import import_module

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate

from raison_detre import verrou
from registre import gardes
from socle.mesures import recueil
from socle.sante import annoncer
from socle.sauvegarde import temoins


class RegistreConfig(AppConfig):
    """The public register of the label, and the label's course behind it."""

    name = "registre"
    verbose_name = "Registre"

    # Rows that the journal writes: each says to the letter what its event says. Their texts are cleaned where they are
    # typed, and never afterwards (socle.textes.des_modeles).
    modeles_a_la_lettre = frozenset(
        {
            "Evenement",
            "AuteurDEvenement",
            "VerificationDuJournal",
            "VersionDuRegistre",
            "CompteurDeLabels",
            "Cooperative",
            "IdentiteDeCooperative",
            "Candidature",
            "EngagementPris",
            "Indicateur",
            "ActionPrevue",
            "PointEtape",
            "DispenseDePoint",
            "Releve",
            "Label",
            "Suspension",
            "EngagementOctroye",
            "PeriodeDeStatut",
            "LabelConnu",
            "MotDeCooperative",
            "RangEngagement",
        }
    )

    def ready(self) -> None:
        """Connect the projection to coops' identity, shared caches to events, the search to what it finds here; put the
        journal and the editions it is judged by out of reach, and say whether it is whole."""
        from registre import editions
        from registre.journal import integrite, memoire
        from registre.journal.mesures import mesures_du_journal
        from registre.journal.temoin import tete_du_journal
        from registre.suites import purge, recherche, signaux  # noqa: F401

        verrou.declarer_usage(editions.sert)
        cadre, modeles = import_module("socle.cadre.memoire"), import_module("registre.models")
        cadre.declarer(modeles.SeanceComite, modeles.PresentationCooperative, modeles.SignatureManifeste)
        cadre.compter_avec(import_module("registre.lecture.memoire").numero_du_registre)
        connection_created.connect(gardes.donner_la_fonction, dispatch_uid="registre.gardes.fonction")
        post_migrate.connect(gardes.poser, sender=self, dispatch_uid="registre.gardes")
        import_module("registre.comptes.oublis").poser()
        import_module("registre.comptes.personnes").poser()
        annoncer("journal", integrite.etat_du_journal)
        recueil.declarer("journal", mesures_du_journal)
        temoins.declarer("journal du registre", tete_du_journal)
        post_migrate.connect(memoire.rebatir_ce_qui_manque, sender=self, dispatch_uid="registre.journal.memoire")
