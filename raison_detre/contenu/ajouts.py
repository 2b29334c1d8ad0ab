"""Pages that came after the first sites were loaded: laid also on a site that never had them."""

from wagtail.models import Page, PageLogEntry, Site

from raison_detre.contenu.arbre import poser_page, traduire_page
from raison_detre.contenu.fichiers import PageDonnee, SiteDonne
from raison_detre.models import AccueilPage
from socle.models import LienDePied, Navigation

SUPPRESSION = "wagtail.delete"


def poser_ajouts(site: SiteDonne) -> tuple[Page, ...]:
    """Create, publish and translate each page of `site.ajoutees` that the site never had; return them.

    Its link ends the footer, where the file puts one. A page that an editor made at that address, or deleted, is
    theirs: nothing is written.
    """
    accueil = AccueilPage.objects.filter(locale__language_code="fr").order_by("path").first()
    if accueil is None:
        return ()

    posees = []
    for donnee in site.pages:
        if donnee.cle in site.ajoutees and not _deja_connue(donnee, accueil):
            pages = {autre.cle: _page(autre, accueil) or accueil for autre in site.pages}
            page = poser_page(donnee, accueil, pages)
            traduire_page(donnee, page, pages)
            if donnee.cle in site.pied:
                _lier_en_pied(page)
            posees.append(page)
    return tuple(posees)


def _page(donnee: PageDonnee, accueil: Page) -> Page | None:
    return accueil.get_children().filter(slug=donnee.textes["fr"]["slug"]).first()


def _deja_connue(donnee: PageDonnee, accueil: Page) -> bool:
    """Whether the page stands at its address, or stood there until somebody deleted it."""
    supprimees = PageLogEntry.objects.filter(action=SUPPRESSION, label=donnee.textes["fr"]["title"])
    return _page(donnee, accueil) is not None or supprimees.exists()


def _lier_en_pied(page: Page) -> None:
    """Add the page at the end of the footer's links."""
    navigation = Navigation.for_site(Site.objects.get(is_default_site=True))
    navigation.save()
    dernier = LienDePied.objects.filter(navigation=navigation).order_by("-sort_order").first()
    rang = (dernier.sort_order or 0) + 1 if dernier else 0
    LienDePied.objects.create(navigation=navigation, page=page, sort_order=rang)
