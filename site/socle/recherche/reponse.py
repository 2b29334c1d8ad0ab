"""What a question finds, as the search page shows it: kept from one reader to the next while nothing changes."""

import datetime
from dataclasses import dataclass
from functools import partial

from django.utils import timezone, translation

from socle.cadre.memoire import Memoire, version_de_tout
from socle.recherche.demande import Demande
from socle.recherche.moteur import Recherche
from socle.recherche.resultats import Groupe, grouper


@dataclass(frozen=True)
class ReponseDeRecherche:
    """The first results of each kind, or a page of one; `rien` when nothing answers, whatever the kind.

    `vide` says that no word was asked, `message` what was corrected, `inconnus` the words that nothing holds.
    """

    groupes: tuple[Groupe, ...] = ()
    rien: bool = True
    vide: bool = False
    message: str = ""
    inconnus: tuple[str, ...] = ()


# Whatever is found, a page of results at most: a common word may answer for every coop of the register.
_memoire: Memoire[tuple[Demande, str | None, datetime.date], ReponseDeRecherche] = Memoire(version_de_tout)


def repondre(demande: Demande) -> ReponseDeRecherche:
    """Return what this question finds in the active language today, from memory while nothing is written: read only."""
    cle = (demande, translation.get_language(), timezone.localdate())
    return _memoire.retrouver(cle, partial(_repondre, demande))


def _repondre(demande: Demande) -> ReponseDeRecherche:
    recherche = Recherche(demande.q, langue=translation.get_language())
    if recherche.vide:
        return ReponseDeRecherche(vide=True)
    groupes = tuple(grouper(recherche, demande))
    return ReponseDeRecherche(groupes, not recherche.trouves, message=recherche.message, inconnus=recherche.inconnus)
