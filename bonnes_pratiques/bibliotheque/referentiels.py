"""What one may filter by, in the reader's language: engagements, themes and sub-themes, tags.

Two queries, and two short ones for all the pages that follow while nobody changes a name.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import CharField, F, IntegerField, Value
from django.utils import translation

from bonnes_pratiques.models import Etiquette, Theme
from registre.engagements.en_vigueur import EngagementsDeLEdition, engagements_en_vigueur
from socle.cadre.memoire import Memoire
from socle.textes.ordre import cle_francaise


@dataclass(frozen=True)
class ThemeLu:
    """A theme: the key of its French row, which sheets point at, its name in the reader's language, its parent."""

    pk: int
    cle: str
    nom: str
    parent: int | None


class Themes:
    """Published themes, parents by name, each followed by its sub-themes."""

    def __init__(self, lus: Collection[ThemeLu]) -> None:
        par_nom = sorted(lus, key=lambda theme: cle_francaise(theme.nom))
        self.racines = tuple(theme for theme in par_nom if theme.parent is None)
        self.tous = tuple(
            lu for racine in self.racines for lu in (racine, *(t for t in par_nom if t.parent == racine.pk))
        )

    @cached_property
    def par_cle(self) -> dict[str, ThemeLu]:
        """Themes by the name that addresses give them."""
        return {theme.cle: theme for theme in self.tous}

    @cached_property
    def par_pk(self) -> dict[int, ThemeLu]:
        """Themes by the key that sheets point at."""
        return {theme.pk: theme for theme in self.tous}

    def lignee(self, pk: int) -> tuple[int, ...]:
        """Return a theme's key and its parent's: a sheet on a sub-theme is on the theme."""
        theme = self.par_pk.get(pk)
        if theme is None:
            return ()
        return (pk, theme.parent) if theme.parent else (pk,)


@dataclass(frozen=True)
class Etiquettes:
    """Tags by name: the words of each address, the address of each key."""

    noms: dict[str, str]
    adresses: dict[int, str]

    def de(self, cles: Collection[int]) -> tuple[tuple[str, str], ...]:
        """Return the address and the words of these tags, by name."""
        voulues = {self.adresses[cle] for cle in cles if cle in self.adresses}
        return tuple((adresse, nom) for adresse, nom in self.noms.items() if adresse in voulues)


@dataclass(frozen=True)
class Referentiels:
    """The engagements of the edition in force on `au`, the themes and the tags."""

    au: datetime.date
    edition: EngagementsDeLEdition
    themes: Themes
    etiquettes: Etiquettes


_memoire: Memoire[str | None, tuple[Themes, Etiquettes]] = Memoire()


def lire_referentiels(au: datetime.date) -> Referentiels:
    """Return what sheets may be filtered by on `au`, shared by all requests: read only."""
    themes, etiquettes = _memoire.retrouver(translation.get_language(), _lire_noms)
    return Referentiels(au, engagements_en_vigueur(au), themes, etiquettes)


def _lire_noms() -> tuple[Themes, Etiquettes]:
    """The themes in the reader's language, failing that in French, and the tags. One query for both."""
    aucun = Value(None, output_field=IntegerField())
    sans_langue = Value("", output_field=CharField())
    tags = Etiquette.objects.order_by().annotate(l=sans_langue, n=F("name"), a=F("slug"), p=aucun)
    themes = Theme.objects.filter(live=True).order_by().annotate(l=F("locale__language_code"), n=F("nom"), a=F("cle"))
    colonnes = ("l", "pk", "a", "n", "p")
    lignes = themes.annotate(p=F("parent_id")).values_list(*colonnes).union(tags.values_list(*colonnes), all=True)
    noms, adresses = dict[str, str](), dict[int, str]()
    sources, traduits = dict[str, ThemeLu](), dict[str, str]()

    for langue, pk, adresse, nom, parent in sorted(lignes, key=lambda ligne: cle_francaise(ligne[3])):
        if not langue:
            noms[adresse], adresses[pk] = nom, adresse
        elif langue == "fr":
            sources[adresse] = ThemeLu(pk, adresse, nom, parent)
        elif langue == translation.get_language():
            traduits[adresse] = nom

    lus = [ThemeLu(t.pk, cle, traduits.get(cle, t.nom), t.parent) for cle, t in sources.items()]

    return Themes(lus), Etiquettes(noms, adresses)
