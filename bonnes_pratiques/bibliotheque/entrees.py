"""A sheet as lists show it: title, coops, engagements, stage, evidence, one figure. One query for a page of them."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import translation
from django.utils.safestring import SafeString

from bonnes_pratiques.bibliotheque.recherche import DU_RECIT, recit
from bonnes_pratiques.models import FicheIndexee, FichePratique
from registre.engagements.en_vigueur import EngagementsDeLEdition
from socle.liste.nombres import valeur_en_chiffres
from socle.recherche.extrait import extrait, surligner

DE_LA_LIGNE = ("langue", "engagements", "principal", "chiffre", "reprises")
DE_LA_FICHE = (
    *("title", "url_path", "translation_key", "first_published_at", "last_published_at", "introduction"),
    *("stade", "preuve", "demonstration", "locale__language_code"),
    *("cooperative__nom", "cooperative__nom_usuel", "cooperative__demonstration"),
)


@dataclass(frozen=True)
class Chiffre:
    """A figure before and after, as people write it."""

    libelle: str
    avant: str
    apres: str
    unite: str


@dataclass(frozen=True)
class FicheListee:
    """A sheet in a list. `langue` is set when it is not read in the reader's own; `axe` is that of its main engagement.

    `demonstration`: fictional, or told by a coop that is. `passage`: what answers the words searched, those words
    marked; its introduction otherwise.
    """

    fiche: FichePratique
    adresse: str
    titre: Any
    passage: Any
    cooperatives: tuple[str, ...]
    engagements: dict[int, list[int]]
    axe: int | None
    chiffre: Chiffre | None
    reprises: int
    demonstration: bool
    langue: str = ""


def lire_entrees(
    request: HttpRequest, cles: Collection[int], edition: EngagementsDeLEdition, mots: Collection[str] = ()
) -> list[FicheListee]:
    """Return these sheets in this order, without those no longer published. One query; `mots` are marked."""
    coop = "fiche__autres_cooperatives__cooperative"
    lues = (*DE_LA_FICHE, *(DU_RECIT if mots else ()))
    lignes: QuerySet[Any] = FicheIndexee.objects.filter(pk__in=list(cles), fiche__live=True)
    lignes = lignes.select_related("fiche__locale", "fiche__cooperative").annotate(
        autre_nom=F(f"{coop}__nom"), autre_nom_usuel=F(f"{coop}__nom_usuel"), autre_fictive=F(f"{coop}__demonstration")
    )
    par_cle: dict[int, list[Any]] = {}

    # A row comes once per other coop. Whole sheets took longer to read than to show.
    utiles = lignes.only(*DE_LA_LIGNE, *(f"fiche__{nom}" for nom in lues))
    for ligne in utiles.order_by("pk", "fiche__autres_cooperatives__sort_order"):
        par_cle.setdefault(ligne.pk, []).append(ligne)

    return [_entree(request, par_cle[cle], edition, mots) for cle in cles if cle in par_cle]


def _entree(
    request: HttpRequest, lignes: list[Any], edition: EngagementsDeLEdition, mots: Collection[str]
) -> FicheListee:
    ligne, fiche = lignes[0], lignes[0].fiche
    premiere = fiche.cooperative
    autres = [autre for autre in lignes if autre.autre_nom]

    return FicheListee(
        fiche=fiche,
        adresse=fiche.get_url(request) or "",
        titre=surligner(fiche.title, mots) if mots else fiche.title,
        passage=passage(fiche, mots) if mots else fiche.introduction,
        cooperatives=(*([str(premiere)] if premiere else []), *(a.autre_nom_usuel or a.autre_nom for a in autres)),
        engagements=edition.lire(ligne.engagements),
        axe=next((e.axe for e in edition.engagements if e.bit & ligne.principal), None),
        chiffre=chiffre(ligne.chiffre),
        reprises=ligne.reprises,
        demonstration=fiche.demonstration
        or bool(premiere and premiere.demonstration)
        or any(autre.autre_fictive for autre in autres),
        langue="" if ligne.langue == translation.get_language() else ligne.langue,
    )


def chiffre(brut: dict[str, Any] | None) -> Chiffre | None:
    """Return a row's figure in words, None for none."""
    if not brut:
        return None
    avant, apres = (valeur_en_chiffres(Decimal(brut[quand])) for quand in ("avant", "apres"))
    return Chiffre(brut["libelle"], avant, apres, brut["unite"])


def passage(fiche: FichePratique, mots: Collection[str]) -> SafeString:
    """Return the part of the sheet's text that holds the words searched, marked; its introduction when none does."""
    dans_l_introduction = surligner(fiche.introduction, mots)
    if "<mark>" in dans_l_introduction:
        return dans_l_introduction
    trouve = extrait(recit(fiche), mots)
    return trouve if "<mark>" in trouve else dans_l_introduction
