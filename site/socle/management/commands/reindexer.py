"""`manage.py reindexer`: the index of the search, brought in step with what is public."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from socle.recherche.genres import genres
from socle.recherche.index import ecarts, indexer, oublier_les_mots_perdus, relire_les_racines

MONTRES = 20


class Command(BaseCommand):
    """Reads everything that can be found again and writes what changed, or only says what is out of step."""

    help = "Remet la recherche au pas de ce qui est public, ou dit seulement ce qui s'en écarte."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--verifier", action="store_true", help=_("Compare sans rien écrire ; échoue au premier écart.")
        )

    def handle(self, *args: Any, verifier: bool, **options: Any) -> None:
        if verifier:
            faux = [f"{genre.libelle} : {titre}" for genre in genres() for titre in ecarts(genre)]
            if faux:
                raise CommandError(
                    _("La recherche s’écarte de ce qui est public (%(n)s) : %(titres)s. Lancez : manage.py reindexer")
                    % {"n": len(faux), "titres": " ; ".join(faux[:MONTRES])}
                )
            self.stdout.write(_("La recherche dit ce qui est public."))
            return

        for genre in genres():
            n = indexer(genre)
            dit = ngettext("%(genre)s : %(n)s réécrit.", "%(genre)s : %(n)s réécrits.", n)
            self.stdout.write(dit % {"genre": genre.libelle, "n": n})

        relire_les_racines()
        oublier_les_mots_perdus()
