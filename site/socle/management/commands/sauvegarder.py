"""`manage.py sauvegarder DESTINATION`: the database and the files, in one archive; the keys apart."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from socle.sauvegarde.chiffrement import destinataires
from socle.sauvegarde.refus import SauvegardeImpossible
from socle.sauvegarde.sauvegarder import destination, prevoir, sauvegarder, sauvegarder_les_cles


class Command(BaseCommand):
    """All or nothing, while the site goes on. Killed, it leaves nothing that passes for a backup."""

    help = "Sauvegarde la base et les fichiers en une archive, vérifiable et chiffrable ; les clés à part."
    requires_system_checks: list[str] = []  # a site that is half broken is the one to back up

    def add_arguments(self, parser: CommandParser) -> None:
        cles = "Écrit aussi les clés de signature, dans une autre archive, toujours chiffrée : à garder ailleurs."
        pour = "Clé publique age (age1…) de qui pourra restaurer ; à répéter pour plusieurs."
        parser.add_argument("destination", type=Path, help="Le fichier à écrire, ou un dossier qui existe déjà.")
        parser.add_argument("--cles", type=Path, metavar="DESTINATION", help=cles)
        parser.add_argument("--chiffrer-pour", action="append", default=[], metavar="CLE", help=pour)
        parser.add_argument("--simulation", action="store_true", help="Dit ce qui serait sauvegardé, et n’écrit rien.")

    def handle(self, *, cles: Path | None, chiffrer_pour: list[str], simulation: bool, **options: Any) -> None:
        try:
            pour = destinataires(chiffrer_pour)
            if simulation:
                self._simuler(chiffree=bool(pour))
                return
            if cles is not None:
                but = destination(cles, "coophlm-cles", chiffree=True)
                fait = sauvegarder_les_cles(but, pour)
                self.stdout.write(f"{but} : les clés, chiffrées (fichiers : {len(fait.membres)}).")
            but = destination(options["destination"], "coophlm", chiffree=bool(pour))
            fait = sauvegarder(but, pour)
        except SauvegardeImpossible as refus:
            raise CommandError(str(refus)) from refus

        lignes, chiffree = sum(fait.base.lignes.values()), "chiffrée" if pour else "non chiffrée"
        self.stdout.write(f"{but} : archive {chiffree} (lignes : {lignes}, fichiers : {len(fait.fichiers)}).")

    def _simuler(self, *, chiffree: bool) -> None:
        vue = prevoir()
        self.stdout.write(
            f"Simulation : archive {'chiffrée' if chiffree else 'non chiffrée'} d’une base {vue.moteur} (lignes : "
            f"{vue.lignes}, fichiers : {vue.fichiers}, octets des fichiers : {vue.octets}). Rien n’est écrit."
        )
