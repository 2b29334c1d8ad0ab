"""A room's own page under the home page, in both languages, and its line in the menu: laid once, then the editors'."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from raison_detre.models import AccueilPage
from socle.langues.traduction import traduire
from socle.models import LienDeNavigation, Navigation


@transaction.atomic
def preparer_page(
    modele: type[Page], textes: dict[str, dict[str, Any]], *, libelles: dict[str, str], place: int | None
) -> str:
    """Create and publish the only page of this type, and put it in the menu. Return what was done, in French.

    `textes` gives its fields by language ("fr", "en"), `libelles` its words in the menu, `place` its rank there (from
    0), None to keep it out of the menu. A page that exists is the editors': nothing is written.
    """
    accueil = AccueilPage.objects.filter(locale__language_code="fr").order_by("path").first()
    if accueil is None:
        return _("Le site n’a pas encore de page d’accueil. Commencez par : manage.py charger_contenu")

    titre = textes["fr"]["title"]
    if modele.objects.exists():
        return _("« %(titre)s » : la page est déjà là, rien n’a changé.") % {"titre": titre}

    page = accueil.add_child(instance=modele(locale=accueil.locale, **textes["fr"]))

    page.save_revision().publish()
    if Locale.objects.filter(language_code="en").exists():
        traduire(page, "en", textes["en"])
    if place is not None:
        _poser_lien(page, libelles, place)
    return _("« %(titre)s » : page créée.") % {"titre": titre}


def _poser_lien(page: Page, libelles: dict[str, str], place: int) -> None:
    """Put the page in the menu of the default site, where a visitor looks for it."""
    navigation = Navigation.for_site(Site.objects.get(is_default_site=True))
    navigation.save()
    LienDeNavigation.objects.filter(navigation=navigation, sort_order__gte=place).update(sort_order=F("sort_order") + 1)
    LienDeNavigation.objects.create(navigation=navigation, page=page, sort_order=place, **libelles)
