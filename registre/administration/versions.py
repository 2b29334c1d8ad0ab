"""What a coop filed, read in the admin by who instructs: each version as it was frozen, its files, what it changed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.dossier.avis import sort_des_avis
from registre.dossier.commentaires.lecture import CommentairesDuDossier, commentaires_du
from registre.dossier.contenu import de_json
from registre.dossier.differences import differences
from registre.dossier.models import AvisDeDepot, PieceDeDossier, Version
from registre.dossier.reponses import a_enregistrer
from registre.droits import INSTRUIRE
from registre.models import Candidature


def versions_de(candidature: Candidature, user: Any) -> list[Version]:
    """Return what was filed of a candidature on the site, the last first; nothing to who does not instruct."""
    if not user.has_perm(INSTRUIRE):
        return []
    lues = Version.objects.filter(cooperative=candidature.cooperative_id, dossier__rang=candidature.rang)
    return list(lues.select_related("auteur__par").order_by("-numero"))


class AInstruire:
    """A page of who instructs. Another account is refused before anything is read."""

    request: HttpRequest

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not instruct. Raises `PermissionDenied`."""
        if not request.user.has_perm(INSTRUIRE):
            raise PermissionDenied
        reponse: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        reponse.headers["Cache-Control"] = "private, no-store"
        return reponse


class VersionView(AInstruire, WagtailAdminTemplateMixin, TemplateView):
    """A version as it was filed."""

    template_name = "registre/administration/version.html"
    header_icon = "form"

    @cached_property
    def version(self) -> Version:
        """The version of the address. Raises `Http404`."""
        versions = Version.objects.select_related("cooperative", "auteur__par", "dossier")
        return get_object_or_404(versions, pk=self.kwargs["pk"])

    @cached_property
    def candidature(self) -> Candidature | None:
        """What the register knows it as."""
        version = self.version
        return Candidature.tous.filter(cooperative=version.cooperative_id, rang=version.dossier.rang).first()

    def get_page_title(self) -> str:
        return _("Version %(numero)s du dossier") % {"numero": self.version.numero}

    def get_page_subtitle(self) -> str:
        return str(self.version.cooperative)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back: the candidature."""
        retour = []
        if self.candidature is not None:
            vue = self.candidature.snippet_viewset.get_url_name("inspect")  # type: ignore[attr-defined]
            retour = [{"url": reverse(vue, args=[self.candidature.pk]), "label": str(self.candidature)}]
        return [*super().get_breadcrumbs_items(), *retour, {"url": "", "label": self.get_page_title()}]

    def _commentaires(self) -> CommentairesDuDossier | None:
        """What is asked of it, when it is the last one filed."""
        dossier = self.version.dossier
        if dossier.versions.filter(numero__gt=self.version.numero).exists():
            return None
        return commentaires_du(dossier, reverse("registre_commentaires", args=[dossier.pk]), federation=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        avant = version.dossier.versions.filter(numero__lt=version.numero).order_by("-numero").first()
        contenu = de_json(version.contenu)
        return super().get_context_data(**kwargs) | {
            "version": version,
            "avant": avant,
            "contenu": contenu,
            "changements": differences(de_json(avant.contenu), contenu) if avant else [],
            "avis": sort_des_avis(AvisDeDepot.objects.filter(version=version)),
            "commentaires": self._commentaires(),
            "fichiers": reverse("registre_piece", args=[0]).removesuffix("0/"),
        }


class PieceView(AInstruire, View):
    """A file of a version, to save. One that no version has is its coop's alone, still."""

    def get(self, request: HttpRequest, pk: int) -> Any:
        """Give the file. Raises `Http404`."""
        deposees = PieceDeDossier.objects.filter(versions__isnull=False).distinct()
        return a_enregistrer(get_object_or_404(deposees, pk=pk))
