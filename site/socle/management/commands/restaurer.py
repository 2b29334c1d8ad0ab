"""`manage.py restaurer FICHIER`: verifies an archive, puts it in the place of what is here, and compares."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.core.management.base import BaseCommand, CommandError, CommandParser

from socle.sauvegarde.chiffrement import identites
from socle.sauvegarde.etat import migrations_a_faire
from socle.sauvegarde.manifeste import CLES, Manifeste
from socle.sauvegarde.place import exiger_la_place, exiger_une_archive_d_ici
from socle.sauvegarde.refus import RestaurationRefusee, SauvegardeImpossible
from socle.sauvegarde.restaurer import ArchiveARestaurer, restaurer, verifier

MONTREES = 20


class Command(BaseCommand):
    """The database is that of DATABASE_URL, files go to MEDIA_ROOT, keys to KEYS_ROOT. The site is to be stopped."""

    help = "Restaure une archive de « sauvegarder » sur une machine vide, et dit si tout y est identique."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        remplacer = "Efface la base et les fichiers qui sont ici ; dit d’abord ce qui est perdu."
        phrase = "Fichier qui contient la phrase de l’identité, quand elle en a une."
        parser.add_argument("fichier", type=Path, help="L’archive à restaurer.")
        parser.add_argument("--identite", type=Path, metavar="FICHIER", help="Fichier de la clé secrète age.")
        parser.add_argument("--phrase", type=Path, metavar="FICHIER", help=phrase)
        parser.add_argument("--remplacer", action="store_true", help=remplacer)
        parser.add_argument(
            "--simulation", action="store_true", help="Vérifie tout, dit ce qui serait fait, n’écrit rien."
        )

    def handle(self, *, fichier: Path, remplacer: bool, simulation: bool, **options: Any) -> None:
        try:
            avec = identites(options["identite"], options["phrase"]) if options["identite"] else []
            archive = ArchiveARestaurer(fichier, avec)
            fait = verifier(archive)
            self.stdout.write(f"Archive entière, du {fait.faite_le} (membres : {len(fait.membres)}).")
            exiger_une_archive_d_ici(fait)
            perdu = exiger_la_place(fait, remplacer=remplacer)
            if perdu:
                self.stdout.write(f"{'Serait effacé' if simulation else 'Est effacé'} : {perdu}.")
            if simulation:
                self.stdout.write("Simulation : rien n’est écrit.")
                return
            ecarts = restaurer(archive, fait)
        except (RestaurationRefusee, SauvegardeImpossible) as refus:
            raise CommandError(str(refus)) from refus

        if fait.contenu != CLES:
            self._vider_les_caches()
        self._conclure(fait, ecarts)

    def _conclure(self, fait: Manifeste, ecarts: list[str]) -> None:
        """Say whether all is the same, and what is left to do. Raises `CommandError` when something is not."""
        if ecarts:
            suite = f"\n… et {len(ecarts) - MONTREES} autres." if len(ecarts) > MONTREES else ""
            raise CommandError("Restauré, mais pas identique :\n" + "\n".join(ecarts[:MONTREES]) + suite)

        base = (
            f"tables : {len(fait.base.lignes)}, lignes : {sum(fait.base.lignes.values())}, " if fait.base.lignes else ""
        )
        self.stdout.write(f"Identique ({base}fichiers : {len(fait.fichiers)}).")
        for nom, dit in fait.base.temoins.items():
            self.stdout.write(f"  {nom} : {dit}")
        if fait.contenu != CLES and migrations_a_faire(fait.base.migrations):
            self.stdout.write("L’archive vient d’une version antérieure du site : lancez maintenant « migrate ».")

    def _vider_les_caches(self) -> None:
        """What caches hold is of another database, under numbers that this one will give again."""
        for alias in settings.CACHES:
            try:
                caches[alias].clear()
            except Exception as faute:  # noqa: BLE001 - each backend raises its own, and the restore is done
                self.stderr.write(f"Le cache « {alias} » ne se vide pas ({faute}) : videz-le avant de rouvrir le site.")
