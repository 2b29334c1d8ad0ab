"""What is not deleted while sheets need it: a theme or a tag in use."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from bonnes_pratiques.administration.filtres import utilisees
from bonnes_pratiques.models import Etiquette, FichePratique, Theme
from socle.textes.ordre import EnFrancais

CITEES = 5


def avant_suppression(request: HttpRequest, objets: Iterable[Any]) -> HttpResponse | None:
    """Refuse, before anything is deleted, when a sheet needs one of them; say which one, and which sheets."""
    objets = list(objets)
    refus = [*_themes_utilises(objets), *_etiquettes_utilisees(objets)]
    if not refus:
        return None
    for message in refus:
        messages.error(request, message)
    return redirect(objets[0].snippet_viewset.get_url_name("list"))


def _themes_utilises(objets: list[Any]) -> Iterator[str]:
    for theme in objets:
        if not isinstance(theme, Theme):
            continue

        fiches = FichePratique.objects.filter(themes__translation_key=theme.translation_key, locale__language_code="fr")

        if theme.locale.language_code == "fr" and fiches.exists():
            yield _("Le thème « %(nom)s » sert à %(fiches)s : donnez-leur d’abord un autre thème.") % {
                "nom": theme,
                "fiches": _citer(fiches.order_by(EnFrancais("title")).distinct()),
            }
        elif theme.enfants.exists():
            yield _("Le thème « %(nom)s » a des sous-thèmes : supprimez-les ou déplacez-les d’abord.") % {"nom": theme}


def _etiquettes_utilisees(objets: list[Any]) -> Iterator[str]:
    etiquettes = [objet for objet in objets if isinstance(objet, Etiquette)]
    servent = set(utilisees()) if etiquettes else set()
    for etiquette in etiquettes:
        if etiquette.pk in servent:
            yield _(
                "L’étiquette « %(nom)s » sert à des fiches : fusionnez-la avec une autre au lieu de la supprimer."
            ) % {"nom": etiquette}


def _citer(fiches: Any) -> str:
    """Return the titles of the first sheets, and how many others there are."""
    titres = [f"« {titre} »" for titre in fiches.values_list("title", flat=True)]
    cites = ", ".join(titres[:CITEES])
    autres = len(titres) - CITEES
    if autres <= 0:
        return cites
    forme = ngettext("%(cites)s et %(n)s autre fiche", "%(cites)s et %(n)s autres fiches", autres)
    return forme % {"cites": cites, "n": autres}
