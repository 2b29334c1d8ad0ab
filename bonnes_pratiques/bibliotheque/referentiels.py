"""What one may filter by, in the reader's language: engagements, themes and sub-themes, tags. Two queries."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from django.db.models import CharField, F, IntegerField, Q, Value
from django.utils import translation

from bonnes_pratiques.models import Etiquette, Theme
from registre.engagements.en_vigueur import EngagementsDeLEdition, engagements_en_vigueur
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


@dataclass(frozen=True)
class Referentiels:
    """The edition's engagements, the themes and the tags."""

    edition: EngagementsDeLEdition
    themes: Themes
    etiquettes: Etiquettes


def lire_referentiels(au: datetime.date, etiquettes: Collection[int] | None = None) -> Referentiels:
    """Return what sheets may be filtered by on `au`, with these tags or all of them for None. Two queries."""
    return Referentiels(engagements_en_vigueur(au), *lire_noms(etiquettes))


def lire_noms(etiquettes: Collection[int] | None) -> tuple[Themes, Etiquettes]:
    """Return the themes in the reader's language, failing that in French, and tags. One query for both."""
    voulues = Q() if etiquettes is None else Q(pk__in=list(etiquettes))
    aucun = Value(None, output_field=IntegerField())
    sans_langue = Value("", output_field=CharField())
    tags = Etiquette.objects.order_by().filter(voulues).annotate(l=sans_langue, n=F("name"), a=F("slug"), p=aucun)
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
