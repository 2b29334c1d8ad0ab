"""Engagements and axes as the search reads them: those of every edition, shown while theirs is in force."""

import datetime
from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from raison_detre.models import Axe, Engagement, EngagementsPage, ManifestePage, Referentiel
from socle.cadre.memoire import Memoire
from socle.recherche.genres import Document, Genre, enregistrer
from socle.recherche.pages import chemin
from socle.recherche.suivi import a_reindexer, suivre
from socle.textes.signes import mots_du_html

ENGAGEMENTS, AXES = "engagements", "axes"


def engagements(objets: Collection[int] | None) -> Iterator[Document]:
    """Yield the published engagements of the languages whose page of engagements is public."""
    pages = _pages(EngagementsPage)
    for engagement in _publies(Engagement.objects.select_related("locale", "referentiel"), objets, pages):
        page = pages[engagement.locale_id]
        suite = page.reverse_subpage("engagement", kwargs={"numero": engagement.numero, "slug": engagement.slug})
        yield Document(
            objet=engagement.pk,
            titre=engagement.intitule,
            adresse=chemin(page) + suite,
            introduction=mots_du_html(engagement.ce_que_cela_change),
            corps=mots_du_html(engagement.reperes),
            mots=(f"engagement {engagement.numero}",),
            langue=engagement.locale.language_code,
            portee=engagement.referentiel.code,
        )


def axes(objets: Collection[int] | None) -> Iterator[Document]:
    """Yield the published axes of the languages whose manifesto is public: each is a part of it."""
    pages = _pages(ManifestePage)
    for axe in _publies(Axe.objects.select_related("locale", "referentiel"), objets, pages):
        yield Document(
            objet=axe.pk,
            titre=axe.titre,
            adresse=f"{chemin(pages[axe.locale_id])}#axe-{axe.numero}",
            introduction=f"{axe.titre_manifeste}. {axe.sous_titre}".strip(),
            corps=axe.texte,
            mots=(f"axe {axe.numero}",),
            langue=axe.locale.language_code,
            portee=axe.referentiel.code,
        )


_memoire: Memoire[datetime.date, tuple[str, ...]] = Memoire()


def edition_en_vigueur() -> tuple[str, ...]:
    """Return the code of the edition in force today, whose axes and engagements are found; none before the first."""
    aujourdhui = timezone.localdate()
    return _memoire.retrouver(aujourdhui, partial(_edition_au, aujourdhui))


def _edition_au(jour: datetime.date) -> tuple[str, ...]:
    edition = Referentiel.objects.en_vigueur(jour)
    return (edition.code,) if edition else ()


def _pages(modele: type[Page]) -> dict[int, Any]:
    return {page.locale_id: page for page in modele.objects.live().public().order_by("-path")}


def _publies(lignes: "QuerySet[Any]", objets: Collection[int] | None, pages: dict[int, Any]) -> "QuerySet[Any]":
    publies = lignes.filter(live=True, locale__in=list(pages)).order_by("pk")
    return publies if objets is None else publies.filter(pk__in=list(objets))


def tout_relire(instance: Any = None, **_kwargs: Any) -> None:
    """Read them all again: the page that shows them moved, or is no longer, or is again, public."""
    page = instance.page if isinstance(instance, PageViewRestriction) else instance
    if isinstance(page, Page | Referentiel):
        for genre in (ENGAGEMENTS, AXES):
            a_reindexer(genre)


enregistrer(Genre(ENGAGEMENTS, _("Engagements"), engagements, rang=20, portees=edition_en_vigueur))
enregistrer(Genre(AXES, _("Axes"), axes, rang=30, portees=edition_en_vigueur))
suivre(ENGAGEMENTS, Engagement)
suivre(AXES, Axe)
for signal in (post_save, post_delete):
    for modele in (EngagementsPage, ManifestePage, PageViewRestriction, Referentiel):
        signal.connect(tout_relire, sender=modele, dispatch_uid="recherche référentiel")
for signal in (post_page_move, page_slug_changed):
    signal.connect(tout_relire, dispatch_uid="recherche référentiel")
