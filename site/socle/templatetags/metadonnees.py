"""What a page says of itself to search engines and to whoever shares it."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils import translation
from django.utils.safestring import SafeString
from wagtail.models import Page, Site

from socle.adresses.sous_page import SousPage
from socle.cadre.reperes import lire_reperes
from socle.dessins.dessin_partage import TAILLE
from socle.dessins.partage import adresse_vignette
from socle.formats.identite import FEDERATION, MARQUE, NOM_COURT
from socle.formats.json_ld import balise_json_ld
from socle.templatetags.navigation import adresse_accueil, fil_d_ariane

register = template.Library()

REGIONS = {"fr": "fr_FR", "en": "en_GB"}
LANGUE_PAR_DEFAUT = "fr"


@dataclass(frozen=True)
class Alternative:
    """The same page in a language; `langue` is `x-default` for the one to show when none of them suits."""

    langue: str
    adresse: str


@dataclass(frozen=True)
class Metadonnees:
    """Everything the head of a page says. Addresses are absolute; empty while the page is not published."""

    titre: str
    titre_document: str
    description: str
    adresse: str
    alternatives: tuple[Alternative, ...]
    image: str
    texte_de_l_image: str
    region: str
    nature: str
    site: str = NOM_COURT
    largeur: int = TAILLE[0]
    hauteur: int = TAILLE[1]


@register.simple_tag(takes_context=True)
def metadonnees(context: Context) -> Metadonnees:
    """Return the metadata of the page, or of the view inside it that the context names `sous_page`. No query."""
    page, sous_page, request = context["page"], context.get("sous_page"), context["request"]
    est_accueil = est_la_racine(page, request)
    titre = sous_page.titre if sous_page else page.seo_title or page.title
    publiee = page.pk is not None and page.live

    return Metadonnees(
        titre=titre,
        titre_document=titre if est_accueil else f"{titre} – {MARQUE}",
        description=sous_page.description if sous_page else page.description,
        adresse=adresse_absolue(page, sous_page, request) if publiee else "",
        alternatives=_alternatives(page, sous_page, request) if publiee else (),
        image=_racine(request) + _adresse_de_l_image(page, sous_page) if publiee else "",
        texte_de_l_image=_texte_de_l_image(titre, sous_page),
        region=REGIONS[translation.get_language()],
        nature="website" if est_accueil else "article",
    )


def _adresse_de_l_image(page: Page, sous_page: SousPage | None) -> str:
    """The path of the share image: the view's own when it draws one."""
    return sous_page.image.adresse if sous_page and sous_page.image else adresse_vignette(page, sous_page)


def _texte_de_l_image(titre: str, sous_page: SousPage | None) -> str:
    """What the share image says, for who does not see it: the title, then what a view's own image adds."""
    if sous_page is None or sous_page.image is None:
        return titre
    montree = sous_page.image.vignette
    return ". ".join(filter(None, (montree.titre, montree.surtitre, montree.mention)))


def _racine(request: HttpRequest) -> str:
    """The site's own address, without a slash at the end."""
    site = Site.find_for_request(request)
    return site.root_url if site else ""


def est_la_racine(page: Page, request: HttpRequest) -> bool:
    """Tell whether this is the home page, in any language."""
    site = Site.find_for_request(request)
    return site is not None and page.translation_key == site.root_page.translation_key


def adresse_absolue(page: Page, sous_page: SousPage | None, request: HttpRequest) -> str:
    """The one address of a page or of a view inside it: no query string, the short form when there are two."""
    if sous_page is None:
        return page.get_full_url(request) or ""
    suite = sous_page.suites.get(translation.get_language())
    if suite is None:  # read here in French, for want of a translation
        return _racine(request) + request.path
    return (page.get_full_url(request) or "") + suite


def _alternatives(page: Page, sous_page: SousPage | None, request: HttpRequest) -> tuple[Alternative, ...]:
    """Where the same content is published in each language; empty when there is only one."""
    adresses = {}
    for autre in lire_reperes(request, page).pages:
        langue = autre.locale.language_code
        if autre.translation_key == page.translation_key and (sous_page is None or langue in sous_page.suites):
            adresses[langue] = (autre.get_full_url(request) or "") + (sous_page.suites[langue] if sous_page else "")
    if len(adresses) <= 1:
        return ()

    defaut = adresses.get(LANGUE_PAR_DEFAUT)

    return tuple(
        Alternative(langue, adresse)
        for langue, adresse in [*sorted(adresses.items(), reverse=True), ("x-default", defaut)]
        if adresse
    )


@register.simple_tag(takes_context=True)
def donnees_structurees(context: Context) -> SafeString:
    """The publisher and the site on the home page, the way up on every other page."""
    page, request = context["page"], context["request"]
    racine = _racine(request)
    if est_la_racine(page, request):
        return balise_json_ld({"@graph": [_editeur(racine), _site(racine)]})
    return balise_json_ld({"@type": "BreadcrumbList", "itemListElement": _fil(context, racine)})


def _editeur(racine: str) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "@id": f"{racine}/#federation",
        "name": FEDERATION,
        "alternateName": NOM_COURT,
        "url": f"{racine}/",
    }


def _site(racine: str) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "@id": f"{racine}/#site",
        "name": NOM_COURT,
        "url": f"{racine}/",
        "inLanguage": [*REGIONS],
        "publisher": {"@id": f"{racine}/#federation"},
    }


def _fil(context: Context, racine: str) -> list[dict[str, Any]]:
    """The breadcrumb as schema.org wants it: home, the pages above, and this one."""
    page, sous_page, request = context["page"], context.get("sous_page"), context["request"]
    etapes = [(lien.texte, racine + lien.adresse) for lien in fil_d_ariane(context, "oui" if sous_page else "")]
    titre = sous_page.titre if sous_page else page.title
    etapes = [(NOM_COURT, racine + adresse_accueil()), *etapes, (titre, adresse_absolue(page, sous_page, request))]
    return [
        {"@type": "ListItem", "position": rang, "name": nom, "item": adresse}
        for rang, (nom, adresse) in enumerate(etapes, start=1)
    ]
