"""The latest news as an Atom feed, all of them or those of a tag."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag

from bonnes_pratiques.actualites.liste import ORDRE, etiquette_demandee, etiquettes_de
from bonnes_pratiques.models import ActualitePage
from socle.adresses.parametres import ParametreInvalide
from socle.formats.flux import FluxAtom, identifiant

NOMBRE = 30


class FluxDesActualites(FluxAtom):
    """Accepts the same `?etiquette=` as the page."""

    subtitle = gettext_lazy("Les nouvelles de la Fédération, des Coop’HLM et du label Quali’Coop.")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Tag | None:
        """The tag asked for, None for all the news. Raises `Http404` for a tag that no news bears."""
        slug = request.GET.get("etiquette", "").strip()
        try:
            pages = ActualitePage.objects
            return etiquette_demandee(etiquettes_de(pages.publiees()), pages.publiques(), slug) if slug else None
        except ParametreInvalide as faute:
            raise Http404(faute.message) from faute

    def title(self, obj: Tag | None) -> str:
        """The site's name, and the tag's."""
        return (
            _("Actualités des Coop’HLM : %(etiquette)s") % {"etiquette": obj} if obj else _("Actualités des Coop’HLM")
        )

    def link(self, obj: Tag | None) -> str:
        """The page this feed follows."""
        page = reverse("wagtail_serve", args=["actualites/"])
        return f"{page}?{urlencode({'etiquette': obj.slug})}" if obj else page

    def adresse(self, obj: Tag | None) -> str:
        """The feed of all the news, or of a tag's."""
        flux = reverse("actualites:flux")
        return f"{flux}?{urlencode({'etiquette': obj.slug})}" if obj else flux

    def items(self, obj: Tag | None) -> list[ActualitePage]:
        """The latest published news, those of the tag when there is one."""
        actualites = ActualitePage.objects.publiees().prefetch_related("etiquettes")
        if obj:
            actualites = actualites.filter(etiquettes_posees__tag_id=obj.pk)
        return list(actualites.order_by(*ORDRE)[:NOMBRE])

    def item_title(self, item: ActualitePage) -> str:
        """The title, and whether it is invented."""
        return f"{item.title} ({_('démonstration')})" if item.demonstration else item.title

    def item_description(self, item: ActualitePage) -> str:
        """The introduction; Atom says it is HTML, so its signs are escaped."""
        return escape(item.introduction)

    def item_link(self, item: ActualitePage) -> str:
        return item.url or ""

    def item_guid(self, item: ActualitePage) -> str:
        """The same whatever becomes of its title and address."""
        langue = item.locale.language_code
        return identifiant(f"/actualites/#{item.translation_key}-{langue}")

    def item_pubdate(self, item: ActualitePage) -> datetime.datetime:
        """The first moment of its day, in Paris."""
        return make_aware(datetime.datetime.combine(item.publiee_le, datetime.time.min))

    def item_updateddate(self, item: ActualitePage) -> datetime.datetime:
        """When it was last published."""
        return item.last_published_at or self.item_pubdate(item)

    def item_categories(self, item: ActualitePage) -> list[str]:
        return [etiquette.name for etiquette in item.etiquettes.all()]
