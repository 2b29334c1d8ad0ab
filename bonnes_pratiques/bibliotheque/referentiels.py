"""What one may filter by, in the reader's language: engagements, themes and sub-themes, tags. One query each."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from bonnes_pratiques.models import Etiquette, Theme
from registre.public.edition import EngagementsDeLEdition, engagements_en_vigueur


@dataclass(frozen=True)
class ThemeLu:
    """A theme: the key of its French row, which sheets point at, its name in the reader's language, its parent."""

    pk: int
    cle: str
    nom: str
    parent: int | None


class Themes:
    """Every published theme, parents by name, each followed by its sub-themes."""

    def __init__(self) -> None:
        sources: dict[str, int] = {}
        parents: dict[str, int | None] = {}
        noms: list[tuple[str, str]] = []
        for theme in Theme.objects.order_by("nom").dans_la_langue():
            source = theme.versions.get("fr", theme)
            sources[theme.cle], parents[theme.cle] = source.pk, source.parent_id
            noms.append((theme.cle, theme.nom))
        lus = [ThemeLu(sources[cle], cle, nom, parents[cle]) for cle, nom in noms]
        self.racines = tuple(theme for theme in lus if theme.parent is None)
        self.tous = tuple(lu for racine in self.racines for lu in (racine, *(t for t in lus if t.parent == racine.pk)))

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
        return (pk, theme.parent) if theme.parent in self.par_pk and theme.parent else (pk,)


class Etiquettes:
    """Every tag, by name."""

    def __init__(self) -> None:
        self.noms: dict[str, str] = {}
        self.adresses: dict[int, str] = {}
        for pk, adresse, nom in Etiquette.objects.order_by("name").values_list("pk", "slug", "name"):
            self.noms[adresse], self.adresses[pk] = nom, adresse


@dataclass(frozen=True)
class Referentiels:
    """The edition's engagements, the themes and the tags."""

    edition: EngagementsDeLEdition
    themes: Themes
    etiquettes: Etiquettes


def lire_referentiels(au: datetime.date) -> Referentiels:
    """Return what sheets may be filtered by on `au`, in the reader's language. Three queries."""
    return Referentiels(engagements_en_vigueur(au), Themes(), Etiquettes())
