"""Pages as the search reads them: the public ones of every language, their title, introduction and body."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from socle.models import BasePage
from socle.recherche.genres import Document, Genre, enregistrer
from socle.recherche.suivi import a_reindexer

PAGES = "pages"


def documents(objets: Collection[int] | None) -> Iterator[Document]:
    """Yield the published pages that no restriction keeps to some people, one query per page type."""
    publiques = Page.objects.live().public().order_by("path")
    if objets is not None:
        publiques = publiques.filter(pk__in=list(objets))

    langues = {locale.pk: locale for locale in Locale.objects.all()}

    for page in publiques.specific():
        page.locale = langues[page.locale_id]
        if isinstance(page, BasePage) and page.trouvable and (adresse := chemin(page)):
            yield Document(
                objet=page.pk,
                titre=page.title,
                adresse=adresse,
                introduction=page.introduction,
                corps=corps(page),
                langue=page.locale.language_code,
                demonstration=getattr(page, "demonstration", False),  # rooms mark what they invent
                date=page.last_published_at.date() if page.last_published_at else None,
            )


def chemin(page: Page) -> str:
    """Return the path of a page, empty when it has none."""
    parties = page.get_url_parts()
    return parties[2] or "" if parties else ""


def corps(page: Page) -> str:
    """Return the words of the page's own texts, blocks and rich text alike."""
    textes: list[Any] = []
    for champ in page._meta.get_fields():
        if hasattr(champ, "get_searchable_content"):
            textes += champ.get_searchable_content(champ.value_from_object(page))
    return "\n".join(str(texte) for texte in textes if texte)


def relire(instance: Any, **_kwargs: Any) -> None:
    """Read a page again: it was saved, published, withdrawn or deleted."""
    if isinstance(instance, BasePage):
        a_reindexer(PAGES, instance.pk)


def relire_dessous(instance: Page, **_kwargs: Any) -> None:
    """Read a page and all those under it again: their addresses changed."""
    a_reindexer(PAGES, *instance.get_descendants(inclusive=True).values_list("pk", flat=True))


def relire_sous_restriction(instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Read again the pages that a restriction now keeps, or gives back."""
    relire_dessous(instance.page)


enregistrer(Genre(PAGES, _("Pages"), documents, rang=10))
post_save.connect(relire, dispatch_uid="recherche pages")
post_delete.connect(relire, dispatch_uid="recherche pages")
for signal in (post_page_move, page_slug_changed):
    signal.connect(relire_dessous, dispatch_uid="recherche pages")
for signal in (post_save, post_delete):
    signal.connect(relire_sous_restriction, sender=PageViewRestriction, dispatch_uid="recherche restrictions")
