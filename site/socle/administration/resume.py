"""How many pages, images and documents there are, at the top of the admin's home: in one query instead of five."""

from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Subquery
from wagtail.admin.navigation import get_site_for_user
from wagtail.admin.site_summary import PagesSummaryItem, SummaryItem
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem
from wagtail.images.wagtail_hooks import ImagesSummaryItem
from wagtail.models import Page, Site
from wagtail.permissions import policy_registry

from socle.models import SiteDocument, SiteImage

DE_WAGTAIL = (PagesSummaryItem, ImagesSummaryItem, DocumentsSummaryItem)
SUR_UN_MEDIA = ("add", "change", "delete", "choose")


def composer_resume(request: Any, lignes: list[Any]) -> None:
    """Put our lines in place of the three of Wagtail, which say the same."""
    lignes[:] = [ligne for ligne in lignes if not isinstance(ligne, DE_WAGTAIL)]
    lignes.append(ResumeDuSite(request))


class ResumeDuSite(SummaryItem):
    """The lines of Wagtail, in its own words, for whoever has the rights that each asks for."""

    template_name = "socle/administration/resume.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """What Wagtail's templates read. One query, beside the page from which the account explores."""
        du_compte = get_site_for_user(self.request.user)
        racine = du_compte["root_page"]
        montres = [ligne for ligne in DE_WAGTAIL if ligne(self.request).is_shown()]

        comptes = {
            "total_pages": _nombre(
                Page.objects.descendant_of(racine, inclusive=True) if racine else Page.objects.none()
            ),
            "total_images": _nombre(self._medias(SiteImage)),
            "total_docs": _nombre(self._medias(SiteDocument)),
        }
        sites = list(Site.objects.select_related("root_page").annotate(**comptes).order_by("pk"))
        lus = {nom: getattr(sites[0], nom) or 0 if sites else 0 for nom in comptes}

        if racine is not None and racine.is_root():
            lus["total_pages"] -= 1  # the root of the tree is nobody's page
            racine = sites[0].root_page if len(sites) == 1 else racine
        return lus | {
            "root_page": racine,
            "site_name": du_compte["site_name"],
            "pages": PagesSummaryItem in montres,
            "images": ImagesSummaryItem in montres,
            "documents": DocumentsSummaryItem in montres,
        }

    def _medias(self, modele: Any) -> QuerySet[Any]:
        politique = policy_registry.get_by_type(modele)
        return politique.instances_user_has_any_permission_for(self.request.user, SUR_UN_MEDIA)


def _nombre(lignes: QuerySet[Any]) -> Subquery:
    combien = lignes.order_by().annotate(n=Func(F("pk"), function="COUNT", output_field=IntegerField()))
    return Subquery(combien.values("n"))
