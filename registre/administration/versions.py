"""What a coop filed, read in the admin by who instructs and by the committee: each version, its files, what it changed.

Each reading is written in the journal of accesses (`registre.comite.acces`).
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.avis.lecture import avis_du_dossier
from registre.administration.visites.liens import Visites, visites_de
from registre.comite.acces import dernieres_lectures, lit_la_version, noter_l_acces
from registre.comite.droits import SIEGER, prepare
from registre.dossier.avis import sort_des_avis
from registre.dossier.commentaires.lecture import CommentairesDuDossier, commentaires_du
from registre.dossier.contenu import de_json
from registre.dossier.differences import differences
from registre.dossier.models import AvisDeDepot, PieceDeDossier, Version
from registre.dossier.reponses import a_enregistrer
from registre.droits import INSTRUIRE
from registre.models import Candidature
from socle.cache.durees import reserver


def versions_de(candidature: Candidature, user: Any) -> list[Version]:
    """Return what was filed of a candidature on the site, the last first; nothing to who does not instruct."""
    if not user.has_perm(INSTRUIRE):
        return []
    lues = Version.objects.filter(cooperative=candidature.cooperative_id, dossier__rang=candidature.rang)
    return list(lues.select_related("auteur__par").order_by("-numero"))


class ALire:
    """A page of who prepares sessions or sits on the committee. Another account is refused before anything is read."""

    request: HttpRequest

    def permise(self) -> bool:
        """Whether this account reads pages of this kind."""
        return prepare(self.request.user) or self.request.user.has_perm(SIEGER)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not. Raises `PermissionDenied`."""
        if not self.permise():
            raise PermissionDenied
        reponse: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return reserver(reponse)


class AInstruire(ALire):
    """The same, of who instructs alone."""

    def permise(self) -> bool:
        return bool(self.request.user.has_perm(INSTRUIRE))


class VersionView(ALire, WagtailAdminTemplateMixin, TemplateView):
    """A version as it was filed."""

    template_name = "registre/administration/version.html"
    header_icon = "form"
    lue: Version | None = None

    @cached_property
    def version(self) -> Version:
        """The version of the address. Raises `Http404`, also for one that this account does not read."""
        versions = Version.objects.select_related("cooperative", "auteur__par", "dossier")
        version = get_object_or_404(versions, pk=self.kwargs["pk"])
        if not lit_la_version(self.request.user, version):
            raise Http404
        return version

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it with what changed since one's last reading, and write who read it."""
        lue = dernieres_lectures(request.user, [self.version.dossier_id]).get(self.version.dossier_id)
        self.lue = lue.version if lue is not None and lue.version.numero < self.version.numero else None
        noter_l_acces(request.user, self.version)
        return super().get(request, *args, **kwargs)

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
        if self.candidature is not None and self.request.user.has_perm("registre.view_candidature"):
            vue = self.candidature.snippet_viewset.get_url_name("inspect")  # type: ignore[attr-defined]
            retour = [{"url": reverse(vue, args=[self.candidature.pk]), "label": str(self.candidature)}]
        return [*super().get_breadcrumbs_items(), *retour, {"url": "", "label": self.get_page_title()}]

    def _commentaires(self) -> CommentairesDuDossier | None:
        """What is asked of it, when it is the last one filed: between the coop and who instructs."""
        dossier = self.version.dossier
        if (
            not self.request.user.has_perm(INSTRUIRE)
            or dossier.versions.filter(numero__gt=self.version.numero).exists()
        ):
            return None
        return commentaires_du(dossier, reverse("registre_commentaires", args=[dossier.pk]), federation=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        version = self.version
        avant = self.lue or version.dossier.versions.filter(numero__lt=version.numero).order_by("-numero").first()
        contenu = de_json(version.contenu)
        instruit = self.request.user.has_perm(INSTRUIRE)

        return super().get_context_data(**kwargs) | {
            "version": version,
            "avant": avant,
            "contenu": contenu,
            "changements": differences(de_json(avant.contenu), contenu) if avant else [],
            "avis": sort_des_avis(AvisDeDepot.objects.filter(version=version)) if instruit else None,
            "commentaires": self._commentaires(),
            "avis_demandes": avis_du_dossier(version, self.request.user),
            "visites": visites_de(self.candidature, self.request.user) if self.candidature else Visites(),
            "fichiers": reverse("registre_piece", args=[0]).removesuffix("0/"),
        }


class PieceView(ALire, View):
    """A file of a version, to save. One that no version has is its coop's alone, still."""

    def get(self, request: HttpRequest, pk: int) -> Any:
        """Give the file, and write who read it. Raises `Http404`."""
        deposees = PieceDeDossier.objects.filter(versions__isnull=False).distinct()
        piece = get_object_or_404(deposees, pk=pk)
        versions = Version.objects.filter(pieces__piece=piece).select_related("dossier").order_by("-numero")
        version = next((lue for lue in versions if lit_la_version(request.user, lue)), None)
        if version is None:
            raise Http404
        reponse = a_enregistrer(piece)
        noter_l_acces(request.user, version, piece)
        return reponse
