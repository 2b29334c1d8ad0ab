"""`/bonnes-pratiques/`: what coops did, found by words and by facets."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bonnes_pratiques.bibliotheque.liste.filtres import TAILLES, TRIS, FiltresDeFiches
from bonnes_pratiques.bibliotheque.liste.formulaire import facettes
from bonnes_pratiques.bibliotheque.liste.phrases import puces, resultat_en_mots
from bonnes_pratiques.bibliotheque.liste.reponse import repondre
from bonnes_pratiques.bibliotheque.montrees import entrees_montrees
from bonnes_pratiques.models import BibliothequePage
from socle.adresses.parametres import page_de_faute
from socle.adresses.sous_page import SousPage
from socle.cadre.reperes import lire_reperes
from socle.liste.affichage import AffichageDeListe, liens, precedente, suivante
from socle.liste.pages import compter_les_pages

TEXTES = {
    "pertinence": gettext_lazy("Pertinence"),
    "recent": gettext_lazy("Plus récentes"),
    "reprises": gettext_lazy("Plus reprises"),
}

parametres_verifies = page_de_faute("bonnes_pratiques/bibliotheque/parametre_invalide.html")


@parametres_verifies
@require_safe
def bibliotheque(request: HttpRequest) -> HttpResponse:
    """Show the library. The same number of queries whatever the filters and the number of sheets."""
    reponse = repondre(request.GET)
    filtres, ordonnees = reponse.filtres, reponse.ordonnees
    total = len(ordonnees)
    pages = compter_les_pages(total, filtres.par_page, filtres.page)
    debut = (filtres.page - 1) * filtres.par_page
    montrees = ordonnees[debut : debut + filtres.par_page]
    entrees = entrees_montrees(request, montrees, reponse.lus, reponse.trouvailles.mots if filtres.q else ())
    phrase = resultat_en_mots(total, filtres)
    page = page_de_la_bibliotheque(request, entiere=not filtres.parametres)
    contexte = {
        "gabarit": "page.html" if page else "base.html",
        "page": page,
        "sous_page": _sous_page(phrase, filtres) if filtres.parametres and page else None,
        "filtres": filtres,
        "entrees": entrees,
        "total": total,
        "facettes": facettes(filtres, reponse.lus, reponse.comptes),
        "puces": puces(filtres, reponse.lus),
        "phrase": phrase,
        "correction": reponse.trouvailles.message,
        "pages": pages,
        "affichage": affichage(filtres, pages, total),
        "tout_effacer": filtres.sans_filtre.adresse,
        "flux": filtres.seuls_filtres.adresse,
        "indices": [] if total else reponse.indices(),
        "demonstration": any(entree.demonstration for entree in entrees),
    }

    return render(request, "bonnes_pratiques/bibliotheque/liste.html", contexte)


def page_de_la_bibliotheque(request: HttpRequest, *, entiere: bool = False) -> BibliothequePage | None:
    """Return the editors' page of the library in the reader's language, None before it is published.

    Only when it is `entiere` are its introduction and its description read along, and remembered.
    """
    reperes = lire_reperes(request)
    page: Any = reperes.entiere(BibliothequePage) if entiere else reperes.du_type(BibliothequePage)
    return page


def affichage(filtres: FiltresDeFiches, pages: int, total: int) -> AffichageDeListe:
    """Return the links around a result of `total` sheets on `pages` pages. Relevance is an order of words searched."""
    tris = [(tri, TEXTES[tri]) for tri in TRIS if filtres.q or tri != "pertinence"]
    tailles = [(taille, taille) for taille in TAILLES] if total > TAILLES[0] else []

    return AffichageDeListe(
        vues=(),
        tris=liens(filtres, "tri", tris, filtres.ordre),
        tailles=liens(filtres, "par_page", tailles, filtres.par_page),
        precedente=precedente(filtres, filtres.page),
        suivante=suivante(filtres, filtres.page, pages),
    )


def _sous_page(phrase: str, filtres: FiltresDeFiches) -> SousPage:
    """This result as a view of the library's page: its own title, its own address in each language."""
    return SousPage(titre=phrase, suites=dict.fromkeys(("fr", "en"), filtres.adresse))
