"""Lays the tree of pages on an empty site: French first, then its English through wagtail-localize."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from wagtail.models import Locale, Page, Site

from raison_detre.contenu.corps import flux
from raison_detre.contenu.fichiers import PageDonnee, SiteDonne
from raison_detre.models import AccueilPage
from socle.langues.traduction import traduire

LANGUES_TRADUITES = ("en",)
PORTS = {"http": 80, "https": 443}


def site_est_vide() -> bool:
    """Whether the first content is still to be loaded: no home page of ours exists, in any language."""
    return not AccueilPage.objects.exists()


def poser_arbre(site: SiteDonne) -> dict[str, Page]:
    """Create every page, published, in French and in English, and make the site serve them.

    Returns the French pages by key. Two passes, because a body may link to a page that comes after it.
    """
    francais = Locale.objects.get(language_code="fr")

    pages: dict[str, Page] = {}
    for donnee in site.pages:
        parent = pages[site.pages[0].cle] if pages else Page.get_first_root_node()
        champs = {nom: valeur for nom, valeur in donnee.textes["fr"].items() if nom != "corps"}
        pages[donnee.cle] = parent.add_child(
            instance=apps.get_model(donnee.type)(locale=francais, live=False, **champs)
        )

    for donnee in site.pages:
        page = pages[donnee.cle]
        for champ, valeur in valeurs_de_page(donnee, "fr", pages).items():
            setattr(page, champ, valeur)
        page.save_revision().publish()

    servir(site, pages[site.pages[0].cle])
    for donnee in site.pages:
        traduire_page(donnee, pages[donnee.cle], pages)
    return pages


def poser_page(donnee: PageDonnee, parent: Page, pages: dict[str, Page]) -> Page:
    """Create and publish one page in French under `parent`; its body may link to `pages`."""
    valeurs = valeurs_de_page(donnee, "fr", pages)
    page = parent.add_child(instance=apps.get_model(donnee.type)(locale=parent.locale, **valeurs))
    page.save_revision().publish()
    return page


def traduire_page(donnee: PageDonnee, page: Page, pages: dict[str, Page]) -> None:
    """Translate a page into every language the files are written in."""
    for langue in LANGUES_TRADUITES:
        traduire(page, langue, valeurs_de_page(donnee, langue, pages))


def valeurs_de_page(donnee: PageDonnee, langue: str, pages: dict[str, Page]) -> dict[str, Any]:
    """Return the page's fields in one language, in the form the fields store."""
    textes = donnee.textes[langue]
    if "corps" not in textes:
        return textes
    return textes | {"corps": flux(textes["corps"], racine=f"{donnee.cle}/corps", pages=pages)}


def servir(site: SiteDonne, accueil: Page) -> None:
    """Make `accueil` the root of the default site, at the address of the SITE_URL variable.

    Wagtail's own welcome page goes, if it is still as Wagtail left it: the site would be deleted with its root, so it
    is moved first.
    """
    adresse = urlsplit(settings.WAGTAILADMIN_BASE_URL)

    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "site_name": site.nom,
            "hostname": adresse.hostname or "localhost",
            "port": adresse.port or PORTS.get(adresse.scheme, 80),
            "root_page": accueil,
        },
    )

    for bienvenue in Page.objects.filter(depth=2, slug="home", content_type__model="page", numchild=0):
        bienvenue.delete()
