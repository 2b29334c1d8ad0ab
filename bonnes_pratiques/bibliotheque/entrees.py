"""A sheet as lists show it: title, coops, engagements, stage, evidence, one figure. Two queries for a page of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from bonnes_pratiques.models import FicheIndexee, FichePratique
from bonnes_pratiques.recherche import recit
from registre.models import Cooperative
from registre.public.edition import EngagementsDeLEdition
from socle.recherche.extrait import extrait, surligner


@dataclass(frozen=True)
class Chiffre:
    """A figure before and after, as people write it."""

    libelle: str
    avant: str
    apres: str
    unite: str

    @property
    def phrase(self) -> tuple[str, str]:
        """Before and after, each with its unit when it is short enough to stand beside the number."""
        return (self.avant, f"{self.apres}\N{NO-BREAK SPACE}{self.unite}" if self.unite else self.apres)


@dataclass(frozen=True)
class Entree:
    """A sheet in a list. `langue` is set when it is not read in the reader's own; `axe` is that of its main engagement.

    `passage` is what answers the words searched, those words marked; its introduction otherwise.
    """

    fiche: FichePratique
    titre: Any
    passage: Any
    cooperatives: tuple[Cooperative, ...]
    engagements: dict[int, list[int]]
    axe: int | None
    chiffre: Chiffre | None
    reprises: int
    langue: str = ""

    @property
    def demonstration(self) -> bool:
        """Whether it is fictional, or told by a coop that is."""
        return self.fiche.demonstration or any(coop.demonstration for coop in self.cooperatives)


def lire_entrees(cles: Sequence[int], edition: EngagementsDeLEdition, mots: Collection[str] = ()) -> list[Entree]:
    """Return these sheets in this order, without those no longer published. Two queries; `mots` are marked."""
    liens = ("fiche__locale", "fiche__cooperative")
    lignes = FicheIndexee.objects.filter(fiche__live=True).select_related(*liens).in_bulk(list(cles))
    cooperatives = lire_cooperatives(lignes.values())
    return [entree(lignes[cle], cooperatives, edition, mots) for cle in cles if cle in lignes]


def lire_cooperatives(lignes: Collection[FicheIndexee]) -> dict[int, Cooperative]:
    """Return the coops of these sheets, by key. One query."""
    return Cooperative.objects.in_bulk({cle for ligne in lignes for cle in ligne.cles_de_cooperatives})


def entree(
    ligne: FicheIndexee,
    cooperatives: dict[int, Cooperative],
    edition: EngagementsDeLEdition,
    mots: Collection[str] = (),
) -> Entree:
    """Return a row as lists show it."""
    fiche: FichePratique = ligne.fiche
    autre_langue = "" if ligne.langue == translation.get_language() else ligne.langue
    return Entree(
        fiche=fiche,
        titre=surligner(fiche.title, mots) if mots else fiche.title,
        passage=passage(fiche, mots) if mots else fiche.introduction,
        cooperatives=tuple(cooperatives[cle] for cle in ligne.cles_de_cooperatives if cle in cooperatives),
        engagements=edition.lire(ligne.engagements),
        axe=next((e.axe for e in edition.engagements if e.bit & ligne.principal), None),
        chiffre=chiffre(ligne.chiffre),
        reprises=ligne.reprises,
        langue=autre_langue,
    )


def chiffre(brut: dict[str, Any] | None) -> Chiffre | None:
    """Return a row's figure in words, None for none."""
    if not brut:
        return None
    return Chiffre(brut["libelle"], nombre(Decimal(brut["avant"])), nombre(Decimal(brut["apres"])), brut["unite"])


def nombre(valeur: Decimal) -> str:
    """Return a figure as people write it: no useless decimal, thousands apart, the reader's own decimal mark."""
    entier = valeur == valeur.to_integral_value()
    return number_format(valeur.quantize(Decimal(1)) if entier else valeur.normalize(), force_grouping=True)


def passage(fiche: FichePratique, mots: Collection[str]) -> SafeString:
    """Return the part of the sheet's text that holds the words searched, marked; its introduction when none does."""
    dans_l_introduction = surligner(fiche.introduction, mots)
    if "<mark>" in dans_l_introduction:
        return dans_l_introduction
    trouve = extrait(recit(fiche), mots)
    return trouve if "<mark>" in trouve else dans_l_introduction
