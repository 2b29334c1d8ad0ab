"""Django configuration of the room of proof."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from socle.mesures import recueil
from socle.sante import annoncer
from socle.sauvegarde import temoins


class PreuveConfig(AppConfig):
    """Keys, credentials, status lists and the public log."""

    name = "registre.preuve"
    label = "preuve"
    verbose_name = "Preuve"

    # What was signed is kept to the letter: cleaned, it would no longer verify.
    modeles_a_la_lettre = frozenset({"JustificatifEmis", "FeuilleDuJournal", "CosignatureDeTemoin"})

    def ready(self) -> None:
        """Say on `/sante/pret` which keys this machine lacks; keep the public log in step with the journal."""
        from registre.preuve import signaux  # noqa: F401
        from registre.preuve.cles.etat import etat_des_cles
        from registre.preuve.journal_public.etat import etat_du_journal_public
        from registre.preuve.journal_public.mesures import mesures_du_journal_public
        from registre.preuve.journal_public.rattrapage import rattraper_apres_migration
        from registre.preuve.journal_public.temoin import racine_du_journal_public

        annoncer("clés", etat_des_cles)
        annoncer("journal public", etat_du_journal_public)
        recueil.declarer("journal public", mesures_du_journal_public)
        temoins.declarer("journal public", racine_du_journal_public)
        post_migrate.connect(rattraper_apres_migration, sender=self, dispatch_uid="registre.preuve.journal_public")
