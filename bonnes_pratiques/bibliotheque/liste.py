"""`/bonnes-pratiques/`: what coops did, found by words and by facets."""

import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bonnes_pratiques.bibliotheque.entrees import lire_entrees
from bonnes_pratiques.bibliotheque.filtres import TAILLES, TRIS, Filtres
from bonnes_pratiques.bibliotheque.formulaire import facettes
from bonnes_pratiques.bibliotheque.phrases import puces, resultat_en_mots
from bonnes_pratiques.bibliotheque.reponse import repondre
from bonnes_pratiques.models import BibliothequePage
from registre.public.liste.affichage import Affichage, Lien
from socle.adresses.parametres import ParametreInvalide, page_de_faute
from socle.adresses.sous_page import SousPage
from socle.cadre.reperes import lire_reperes

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
    pages = max(1, math.ceil(total / filtres.par_page))
    if filtres.page > pages:
        raise ParametreInvalide("page", _("Ce résultat compte %(n)s page(s).") % {"n": pages})
    debut = (filtres.page - 1) * filtres.par_page
    entrees = lire_entrees(
        ordonnees[debut : debut + filtres.par_page], reponse.lus.edition, reponse.trouvailles.mots if filtres.q else ()
    )
    phrase = resultat_en_mots(total, filtres)
    page = page_de_la_bibliotheque(request)
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


def page_de_la_bibliotheque(request: HttpRequest) -> BibliothequePage | None:
    """Return the editors' page of the library in the reader's language, None before it is published."""
    page: Any = lire_reperes(request).du_type(BibliothequePage)
    return page


def affichage(filtres: Filtres, pages: int, total: int) -> Affichage:
    """Return the links around a result of `total` sheets on `pages` pages. Relevance is an order of words searched."""
    page = filtres.page
    return Affichage(
        vues=(),
        tris=tuple(
            Lien(str(TEXTES[tri]), filtres.avec(tri=tri).adresse, tri == filtres.ordre)
            for tri in TRIS
            if filtres.q or tri != "pertinence"
        ),
        tailles=tuple(Lien(str(n), filtres.avec(par_page=n).adresse, n == filtres.par_page) for n in TAILLES)
        if total > TAILLES[0]
        else (),
        precedente=filtres.avec(page=page - 1).adresse if page > 1 else "",
        suivante=filtres.avec(page=page + 1).adresse if page < pages else "",
    )


def _sous_page(phrase: str, filtres: Filtres) -> SousPage:
    """This result as a view of the library's page: its own title, its own address in each language."""
    return SousPage(titre=phrase, suites=dict.fromkeys(("fr", "en"), filtres.adresse))
