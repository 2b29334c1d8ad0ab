"""`/registre/`: one result in three views (list, table, map), today or on another day."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registre.engagements.en_vigueur import EngagementsDeLEdition, engagements_en_vigueur
from registre.models import Cooperative, PeriodeDeStatut, RegistrePage
from registre.public.connaissance.jour import jour_demande, parametres_verifies
from registre.public.liste.affichage import affichage
from registre.public.liste.carte import dessiner
from registre.public.liste.choix_des_facettes import facettes
from registre.public.liste.facettes import Comptes, compter
from registre.public.liste.filtres import TOUTES, Filtres
from registre.public.liste.phrases import COOPERATIVES, puces, resultat_en_mots
from registre.public.liste.requete import conditions
from registre.public.liste.resultat import LigneDeListe, lire_lignes
from socle.adresses.sous_page import SousPage
from socle.cadre.reperes import lire_reperes
from socle.liste.nombres import combien
from socle.liste.pages import compter_les_pages
from socle.liste.puces import Indice


@parametres_verifies
@require_safe
def registre(request: HttpRequest) -> HttpResponse:
    """Show the register. Twelve queries at most as known now, whatever the filters and the number of coops."""
    edition = engagements_en_vigueur(jour_demande(request))
    filtres = Filtres.lire(request.GET, edition)
    comptes = compter(filtres, edition)
    pages = compter_les_pages(comptes.total, filtres.lignes_par_page, filtres.page)
    lignes = lire_lignes(filtres, edition, comptes.total) if comptes.total and filtres.vue != "carte" else []
    phrase = resultat_en_mots(comptes.total, filtres)
    page = page_du_registre(request, entiere=not filtres.parametres)
    contexte = {
        "gabarit": "page.html" if page else "base.html",
        "page": page,
        "sous_page": _sous_page(phrase, filtres) if filtres.parametres and page else None,
        "filtres": filtres,
        "edition": edition,
        "comptes": comptes,
        "facettes": facettes(filtres, edition, comptes),
        "puces": puces(filtres, edition),
        "phrase": phrase,
        "lignes": lignes,
        "carte": dessiner(filtres, comptes.departements) if filtres.vue == "carte" else None,
        "pages": pages,
        "affichage": affichage(filtres, pages, comptes.total),
        "tout_effacer": filtres.rien_que_le_jour.adresse,
        "aujourdhui": filtres.avec(au_demande=False, connu_le=None).adresse,
        "du_jour": filtres.du_jour,
        "maintenant": filtres.avec(connu_le=None).adresse,
        "corrigees": sum(ligne["depuis"] is not None for ligne in lignes),
        "autre_jour": filtres.au != timezone.localdate(),
        "a_venir": filtres.au > timezone.localdate(),
        "indices": [] if comptes.total else indices(filtres, edition),
        "demonstration": montre_des_fictions(lignes, filtres, comptes),
    }

    return render(request, "registre/liste.html", contexte)


def page_du_registre(request: HttpRequest, *, entiere: bool = False) -> RegistrePage | None:
    """Return the editors' page of the register in the reader's language, None before it is published.

    Found among those read for the menu. Only when it is `entiere` are its introduction and its description read along,
    and remembered.
    """
    reperes = lire_reperes(request)
    page = reperes.entiere(RegistrePage) if entiere else reperes.du_type(RegistrePage)
    return page if isinstance(page, RegistrePage) else None


def indices(filtres: Filtres, edition: EngagementsDeLEdition) -> list[Indice]:
    """Return which filter to drop from a result that holds nothing, each with what one would find. One query."""
    toutes = conditions(filtres, edition)
    au_jour = PeriodeDeStatut.toutes.connues(filtres.connu_le).au(filtres.au)
    sans = {nom: [condition for autre, condition in toutes.items() if autre != nom] for nom in toutes}
    nombres = au_jour.aggregate(**{f"sans_{nom}": Count("pk", filter=Q(*autres)) for nom, autres in sans.items()})

    retenus = []
    for puce in puces(filtres, edition):
        if nombre := nombres[f"sans_{puce.nom}"]:
            retenus.append(Indice(puce.texte, combien(nombre, COOPERATIVES), filtres.sans(puce.nom).adresse))

    if not filtres.statut and nombres["sans_statut"]:
        texte = _("Chercher aussi parmi les coopératives sans label connu")
        retenus.append(
            Indice(texte, combien(nombres["sans_statut"], COOPERATIVES), filtres.avec(statut=(TOUTES,)).adresse)
        )
    return retenus


def montre_des_fictions(lignes: Sequence[LigneDeListe], filtres: Filtres, comptes: Comptes) -> bool:
    """Whether the page shows coops that do not exist, which a banner must say."""
    if filtres.vue == "carte" and comptes.total:
        return Cooperative.objects.filter(demonstration=True).exists()
    return any(ligne["fictive"] for ligne in lignes)


def _sous_page(phrase: str, filtres: Filtres) -> SousPage:
    """This result as a view of the register's page: its own title, its own address in each language."""
    suites: dict[str, Any] = dict.fromkeys(("fr", "en"), filtres.adresse)
    return SousPage(titre=phrase, suites=suites)
