"""What the search page shows of what was found: groups by kind, each row with its passage."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString

from socle.models import Trouvable
from socle.recherche.demande import Demande
from socle.recherche.extrait import extrait, surligner
from socle.recherche.genres import Genre, genres
from socle.recherche.moteur import Recherche, Trouve

PAR_GROUPE = 5
PAR_PAGE = 20


@dataclass(frozen=True)
class LigneDeResultat:
    """A row: what its kind read of it is in `lu`, None when the kind reads nothing more."""

    titre: SafeString
    adresse: str
    extrait: SafeString
    demonstration: bool
    lu: Any


@dataclass(frozen=True)
class Groupe:
    """The results of a kind: the first ones or a page of them, out of `total`."""

    genre: Genre
    total: int
    resultats: tuple[LigneDeResultat, ...]
    page: int = 1
    pages: int = 1

    @property
    def encore(self) -> bool:
        """Whether there are others than those shown."""
        return self.total > len(self.resultats)


def grouper(recherche: Recherche, demande: Demande) -> list[Groupe]:
    """Return a group per kind that has something, or a page of the one asked for. Two queries, one more per kind."""
    choisis: list[tuple[Genre, list[Trouve], Groupe]] = []
    for genre in genres():
        siens = [trouve for trouve in recherche.trouves if trouve.genre == genre.nom]
        if siens and demande.genre in ("", genre.nom):
            choisis.append((genre, *_decouper(genre, siens, demande)))

    montres = [trouve.trouvable for _genre, trouves, _groupe in choisis for trouve in trouves]
    lignes = Trouvable.objects.in_bulk(montres)

    return [
        Groupe(genre, vide.total, tuple(_lignes(genre, trouves, lignes, recherche.mots)), vide.page, vide.pages)
        for genre, trouves, vide in choisis
    ]


def adresse_lue(trouvable: Trouvable) -> str:
    """Return where to read it in the active language: what is in every language has one address in each."""
    langue = translation.get_language()
    if trouvable.langue or langue == settings.LANGUAGE_CODE:
        return trouvable.adresse
    return f"/{langue}{trouvable.adresse}"


def _decouper(genre: Genre, siens: list[Trouve], demande: Demande) -> tuple[list[Trouve], Groupe]:
    """Those to show, and their group without its rows. A page too far is the last."""
    if not demande.genre:
        return siens[:PAR_GROUPE], Groupe(genre, len(siens), ())
    pages = math.ceil(len(siens) / PAR_PAGE)
    page = min(max(demande.page, 1), pages)
    return siens[(page - 1) * PAR_PAGE : page * PAR_PAGE], Groupe(genre, len(siens), (), page, pages)


def _lignes(
    genre: Genre, trouves: list[Trouve], lignes: dict[int, Trouvable], mots: Collection[str]
) -> "list[LigneDeResultat]":
    lus = genre.lire([trouve.objet for trouve in trouves]) if genre.lire else {}

    return [
        LigneDeResultat(
            surligner(ligne.titre, mots),
            adresse_lue(ligne),
            extrait(ligne.texte, mots),
            ligne.demonstration,
            lus.get(trouve.objet),
        )
        for trouve in trouves
        if (ligne := lignes.get(trouve.trouvable))
    ]
