"""What editors want read first for a question: Wagtail's promoted results, whatever the form of the words."""

from dataclasses import dataclass

from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page

from socle.cadre.memoire import Memoire
from socle.cadre.reperes import pages_dans_la_langue
from socle.recherche.mots.analyse import mots_demandes
from socle.recherche.mots.racines import racine


@dataclass(frozen=True)
class Promotion:
    """A link, and why it is there in the editor's words."""

    titre: str
    adresse: str
    description: str


SOURCES = (Query, SearchPromotion)  # what promotions are read from
_memoire: Memoire[None, list[tuple[frozenset[str], SearchPromotion]]] = Memoire()


def promotions(texte: str) -> list[Promotion]:
    """Return the promoted results of a question, public ones only, in the editors' order.

    Two queries for those it has; all of them are read in one, and kept while nobody changes any.

    "logements" has those of "logement": questions are compared by their stems.
    """
    demandee = _racines(texte)
    toutes = _memoire.retrouver(None, _toutes)
    choisies = [promotion for racines, promotion in toutes if demandee and racines == demandee]
    cles = [promotion.page_id for promotion in choisies if promotion.page_id]
    publiques = Page.objects.live().public().filter(pk__in=cles) if cles else Page.objects.none()
    pages = pages_dans_la_langue(publiques.values_list("pk", flat=True)) if cles else {}

    return [lue for promotion in choisies if (lue := _lire(promotion, pages))]


def _toutes() -> list[tuple[frozenset[str], SearchPromotion]]:
    """Every promotion, in order, with the stems of its question."""
    lignes = SearchPromotion.objects.select_related("query").order_by("sort_order", "pk")
    return [(_racines(ligne.query.query_string), ligne) for ligne in lignes]


def _racines(texte: str) -> frozenset[str]:
    return frozenset(racine(mot) for mot in mots_demandes(texte))


def _lire(promotion: SearchPromotion, pages: dict[int, Page]) -> Promotion | None:
    if not promotion.page_id:
        titre = promotion.external_link_text or promotion.external_link_url
        return Promotion(titre, promotion.external_link_url, promotion.description)
    page = pages.get(promotion.page_id)
    adresse = page.get_url() if page else None
    return Promotion(page.title, adresse, promotion.description) if page and adresse else None
