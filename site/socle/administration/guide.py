"""The editors' guide, read where they work: `docs/guide-editeur.md` and its pictures, served by the site itself."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

DOCS = Path(__file__).parents[3] / "docs"
GUIDE = DOCS / "guide-editeur.md"
IMAGES = DOCS / "images"
ADRESSE = "guide_de_l_editeur"
ADRESSE_D_IMAGE = "image_du_guide"
DE_WAGTAIL = ("whats-new-in-wagtail", "editor-guide")
JETONS_DU_TITRE = 3  # opening, words, closing: the admin's own header says it


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """The whole guide on one page, so that the browser's own search finds a word in it."""

    template_name = "socle/administration/guide.html"
    page_title = _("Guide de l’éditeur")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back to the admin's home."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"guide": en_html(GUIDE.read_text("utf-8"))}


def en_html(texte: str) -> SafeString:
    """Return this Markdown as HTML, less its title. Headings are anchors as forges make them; HTML in it stays text."""
    lecteur = MarkdownIt("commonmark", {"html": False}).enable("table")
    jetons = lecteur.parse(texte)[JETONS_DU_TITRE:]
    _ancrer(jetons)
    _situer_les_images(jetons)
    return mark_safe(lecteur.renderer.render(jetons, lecteur.options, {}))  # noqa: S308 - a file of the repository


def _ancrer(jetons: Sequence[Token]) -> None:
    """Give each heading the address its table of contents links to."""
    for jeton, suivant in pairwise(jetons):
        if jeton.type == "heading_open":
            jeton.attrSet("id", slugify(suivant.content, allow_unicode=True))


def _situer_les_images(jetons: Sequence[Token]) -> None:
    """Ask the site for the pictures that the file finds beside itself, each with its room kept until it is there."""
    for jeton in jetons:
        for enfant in jeton.children or ():
            if enfant.type == "image":
                nom = PurePosixPath(str(enfant.attrGet("src"))).stem
                enfant.attrs |= {"src": reverse(ADRESSE_D_IMAGE, args=[nom]), "loading": "lazy"} | _taille(nom)


def _taille(nom: str) -> dict[str, str | int | float]:
    """Return the size of a picture, in pixels; nothing of one that is not there."""
    try:
        with Image.open(IMAGES / f"{nom}.png") as ouverte:
            return {"width": ouverte.width, "height": ouverte.height}
    except FileNotFoundError:
        return {}


@require_safe
def image(request: HttpRequest, nom: str) -> HttpResponse:
    """Return a picture of the guide. Raises `Http404` for another name."""
    fichier = IMAGES / f"{nom}.png"
    if not fichier.is_file():
        raise Http404
    return HttpResponse(fichier.read_bytes(), content_type="image/png")


def adresses() -> list[URLPattern]:
    """Return the guide's addresses in the admin, which lets in only those who may enter it."""
    return [
        path("guide/", GuideView.as_view(), name=ADRESSE),
        path("guide/images/<slug:nom>.png", image, name=ADRESSE_D_IMAGE),
    ]


def entree_de_l_aide() -> MenuItem:
    """Return the guide's line in the help menu, the first."""
    return MenuItem(_("Guide de l’éditeur"), reverse(ADRESSE), name="guide", icon_name="help", order=1)


def composer_aide(request: HttpRequest, elements: list[Any]) -> None:
    """Drop Wagtail's news and guide from the help menu: elsewhere, in English, and of a site that is not this one."""
    elements[:] = [element for element in elements if not element.name.startswith(DE_WAGTAIL)]


def declarer() -> None:
    """Give the guide its addresses in the admin, and the help menu its line."""
    hooks.register("register_admin_urls", adresses)
    hooks.register("register_help_menu_item", entree_de_l_aide)
    hooks.register("construct_help_menu", composer_aide)
