"""Fills the menu and the footer of a site that has none."""

from wagtail.models import Page, Site

from raison_detre.contenu.fichiers import SiteDonne
from socle.models import LienDeNavigation, LienDePied, Navigation


def poser_navigation(site: SiteDonne, pages: dict[str, Page]) -> bool:
    """Write the menu and the footer of the default site. Returns False, and writes nothing, when an editor did it."""
    navigation = Navigation.for_site(Site.objects.get(is_default_site=True))
    if navigation.liens.exists() or navigation.liens_pied.exists() or navigation.presentation:
        return False
    navigation.presentation = site.presentation["fr"]
    navigation.presentation_en = site.presentation["en"]
    navigation.liens = [LienDeNavigation(page=pages[cle], sort_order=rang) for rang, cle in enumerate(site.menu)]
    navigation.liens_pied = [LienDePied(page=pages[cle], sort_order=rang) for rang, cle in enumerate(site.pied)]
    navigation.save()
    return True
