"""« Mon classeur »: sheets set aside, kept in the reader's browser and in the address, printed as one file.

The site keeps nothing: the address holds the sheets, and what the browser remembers is none of our business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bonnes_pratiques.bibliotheque.fiche.fiche_lue import porter_sa_ligne
from bonnes_pratiques.bibliotheque.liste.page import page_de_la_bibliotheque, parametres_verifies
from bonnes_pratiques.bibliotheque.montrees import entrees_montrees
from bonnes_pratiques.bibliotheque.pdf import adresse_du_site, document
from bonnes_pratiques.bibliotheque.referentiels import lire_referentiels
from bonnes_pratiques.models import FicheIndexee
from socle.adresses.parametres import ParametreInvalide, entier
from socle.adresses.sous_page import SousPage
from socle.dessins.reponse_pdf import Impression, repondre_pdf_lourd

FICHES_MAXIMUM = 20


@dataclass(frozen=True)
class Selection:
    """The sheets asked, in their order, and the keys that name none one may read."""

    lignes: tuple[FicheIndexee, ...]
    perdues: tuple[int, ...]

    @property
    def adresse(self) -> str:
        """The query string of the sheets found."""
        return f"?{urlencode([('fiches', ligne.pk) for ligne in self.lignes])}" if self.lignes else ""


def lire_cles(donnees: QueryDict) -> list[int]:
    """Read `?fiches=12&fiches=14`. Raises `ParametreInvalide` for no number, and for more than twenty."""
    textes = [texte.strip() for texte in donnees.getlist("fiches") if texte.strip()]
    cles = list(dict.fromkeys(entier("fiches", texte) for texte in textes))
    if len(cles) > FICHES_MAXIMUM:
        message = _("Un classeur compte %(maximum)s fiches au plus ; celui-ci en a %(n)s.")
        raise ParametreInvalide("fiches", message % {"maximum": FICHES_MAXIMUM, "n": len(cles)})
    return cles


def lire_selection(donnees: QueryDict) -> Selection:
    """Read the sheets asked. One query. Raises `ParametreInvalide` as `lire_cles` does."""
    cles = lire_cles(donnees)
    liens = ("fiche__locale", "fiche__cooperative", "fiche__engagement_principal__axe")
    lues = FicheIndexee.objects.filter(fiche__live=True).select_related(*liens).in_bulk(cles) if cles else {}
    return Selection(tuple(lues[cle] for cle in cles if cle in lues), tuple(cle for cle in cles if cle not in lues))


@parametres_verifies
@require_safe
def classeur(request: HttpRequest) -> HttpResponse:
    """Show the sheets set aside, to keep, to drop, to print."""
    selection = lire_selection(request.GET)
    entrees = entrees_montrees(
        request, [ligne.pk for ligne in selection.lignes], lire_referentiels(timezone.localdate())
    )
    page = page_de_la_bibliotheque(request)
    titre = _("Mon classeur")
    contexte: dict[str, Any] = {
        "gabarit": "page.html" if page else "base.html",
        "page": page,
        "sous_page": SousPage(titre=titre, suites=dict.fromkeys(("fr", "en"), "classeur/")) if page else None,
        "titre": titre,
        "entrees": entrees,
        "perdues": selection.perdues,
        "adresse": selection.adresse,
        "maximum": FICHES_MAXIMUM,
        "demonstration": any(entree.demonstration for entree in entrees),
    }

    return render(request, "bonnes_pratiques/bibliotheque/classeur.html", contexte)


@parametres_verifies
@require_safe
def classeur_pdf(request: HttpRequest) -> HttpResponse:
    """Answer with these sheets in one PDF, those that nobody may read left out. Refuses when too many are asked."""
    publiees = _publications(lire_cles(request.GET))
    if not publiees:
        raise ParametreInvalide("fiches", _("Choisissez au moins une fiche publiée."))
    langue, racine = translation.get_language(), adresse_du_site(request)

    def html() -> str:
        selection = lire_selection(request.GET)
        contexte = {"titre": _("Bonnes pratiques des Coop’HLM"), "description": _noms(selection.lignes)}
        return document(racine, [porter_sa_ligne(ligne) for ligne in selection.lignes], contexte)

    impression = Impression(f"coop-hlm-classeur-{langue}.pdf", poids=len(publiees))
    return repondre_pdf_lourd(request, f"classeur {langue} {racine} {publiees}", html, impression)


def _publications(cles: Sequence[int]) -> list[tuple[int, int | None]]:
    """The sheets asked that one may read, in this order, each with its publication. One small query.

    To publish one again, or to withdraw it, is read in the next file.
    """
    lues = FicheIndexee.objects.filter(fiche__live=True, pk__in=cles).values_list("pk", "fiche__live_revision")
    publiees = dict(lues)
    return [(cle, publiees[cle]) for cle in cles if cle in publiees]


def _noms(lignes: Sequence[FicheIndexee]) -> str:
    return " ; ".join(ligne.fiche.title for ligne in lignes)
