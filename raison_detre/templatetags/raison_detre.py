"""What public templates ask of the référentiel: addresses, the engagement an editor chose, the site map."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils import translation
from wagtail.models import Page, Site

from raison_detre.edition import Edition, lire_edition
from raison_detre.models import Axe, DemarchePage, Engagement, EngagementsPage, ManifestePage
from raison_detre.models.pages.demarche import SIMULATEUR
from raison_detre.natures import Nature
from socle.cadre.reperes import lire_reperes
from socle.models import BasePage

register = template.Library()


def _page(context: Context, modele: type[Page]) -> Any:
    """The published page of this type in the reader's language, None when there is none."""
    ouverte = context.get("page")
    if isinstance(ouverte, modele):
        return ouverte
    return lire_reperes(context["request"], ouverte).du_type(modele)


def _edition(context: Context) -> Edition | None:
    """The edition the page shows, else the one in force."""
    if "edition" in context:
        return context["edition"]
    request = context["request"]
    if not hasattr(request, "_edition"):  # each block of a body has its own context: only the request is shared
        request._edition = lire_edition()
    return request._edition


@register.simple_tag(takes_context=True)
def adresse_engagement(context: Context, engagement: Engagement) -> str:
    """The address of an engagement's page; empty when the site has no such page. One query whatever the number."""
    page, edition = _page(context, EngagementsPage), _edition(context)
    return page.adresse(context["request"], edition, engagement) if page and edition else ""


@register.simple_tag(takes_context=True)
def adresse_engagement_en_vigueur(context: Context, numero: int, intitule: str) -> str:
    """The address of an engagement of the edition in force, known by its number and wording; as above. No query."""
    page = _page(context, EngagementsPage)
    return page.adresse_en_vigueur(context["request"], numero, intitule) if page else ""


@register.simple_tag(takes_context=True)
def adresse_engagements(context: Context) -> str:
    """The address of the engagements of the edition shown; empty when the site has no such page."""
    return _adresse_edition(context, EngagementsPage)


@register.simple_tag(takes_context=True)
def adresse_manifeste(context: Context) -> str:
    """The address of the manifesto of the edition shown; empty when the site has no such page."""
    return _adresse_edition(context, ManifestePage)


@register.simple_tag(takes_context=True)
def adresse_simulateur(context: Context) -> str:
    """The address of the simulator; empty when the site has no page of the course, or shows an older edition."""
    page, edition = _page(context, DemarchePage), _edition(context)
    adresse = page.get_url(context["request"]) if page and edition and edition.est_courante else None
    return f"{adresse}{SIMULATEUR}" if adresse else ""


def _adresse_edition(context: Context, modele: type[Page]) -> str:
    """A page's address, or that of the older edition inside it."""
    page, edition = _page(context, modele), _edition(context)
    adresse = (page.get_url(context["request"]) or "") if page else ""
    if adresse and edition and not edition.est_courante:
        adresse += page.reverse_subpage("edition", kwargs={"code": edition.source.code})
    return adresse


@dataclass(frozen=True)
class EngagementChoisi:
    """An engagement quoted in a page, in the reader's language."""

    engagement: Engagement
    axe: Axe
    adresse: str


@register.simple_tag(takes_context=True)
def engagement_choisi(context: Context, engagement: Engagement | None) -> EngagementChoisi | None:
    """Return the engagement to show for the one an editor chose; None when it is not in the edition shown."""
    edition = _edition(context)
    if engagement is None or edition is None:
        return None
    for axe_lu in edition.axes:
        for lu in axe_lu.engagements:
            if lu.translation_key == engagement.translation_key:
                return EngagementChoisi(lu, axe_lu.axe, adresse_engagement(context, lu))
    return None


@dataclass
class Branche:
    """A page of the site map and what stands under it."""

    titre: str
    adresse: str
    branches: list["Branche"]


@register.simple_tag(takes_context=True)
def plan_du_site(context: Context) -> list[Branche]:
    """Return every public page in the reader's language as a tree, engagements included. Queries: a fixed number."""
    request = context["request"]
    site = Site.find_for_request(request)
    pages = Page.objects.live().public().filter(locale__language_code=translation.get_language())
    racine = pages.filter(translation_key=site.root_page.translation_key).first() if site else None
    if racine is None:
        return []

    liste_des_engagements = _page(context, EngagementsPage)

    par_chemin: dict[str, Branche] = {}
    for page in pages.descendant_of(racine, inclusive=True).order_by("path"):
        branche = Branche(page.title, page.get_url(request) or "", [])
        if liste_des_engagements and page.pk == liste_des_engagements.pk:
            branche.branches.extend(_branches_des_engagements(context))
        branche.branches.extend(_branches_des_vues(page, branche.adresse))
        parente = par_chemin.get(page.path[: -Page.steplen])
        if parente:
            parente.branches.append(branche)
        if parente or page.pk == racine.pk:
            par_chemin[page.path] = branche

    return [par_chemin[racine.path]]


def _branches_des_vues(page: Page, adresse: str) -> list[Branche]:
    specifique = page.specific_deferred
    vues = specifique.vues() if isinstance(specifique, BasePage) else ()
    return [Branche(vue.titre, adresse + vue.suites[translation.get_language()], []) for vue in vues]


def _branches_des_engagements(context: Context) -> list[Branche]:
    edition = _edition(context)
    engagements = edition.engagements if edition else ()
    return [Branche(str(engagement), adresse_engagement(context, engagement), []) for engagement in engagements]


@register.filter
def nature(valeur: str) -> str:
    """The kind of an indicator, in words."""
    return str(Nature(valeur).label)
