"""A report of a visit, read with its photographs by who follows the file, and confirmed by who instructs it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.versions import AInstruire, ALire
from registre.dossier.reponses import a_enregistrer
from registre.droits import INSTRUIRE
from registre.models import Candidature
from registre.operations import OperationRefusee
from registre.visites.acces import noter_l_acces, suit_le_dossier
from registre.visites.models import CompteRenduDeVisite, PhotoDeVisite
from registre.visites.operations import confirmer


def compte_rendu_lu(user: Any, pk: int) -> CompteRenduDeVisite:
    """Return a report. Raises `Http404`, also for one that this account does not read."""
    lus = CompteRenduDeVisite.objects.select_related("cooperative", "envoye_par", "confirme_par")
    compte_rendu = get_object_or_404(lus, pk=pk)
    if not suit_le_dossier(user, compte_rendu.cooperative, compte_rendu.rang):
        raise Http404
    return compte_rendu


class CompteRenduView(ALire, WagtailAdminTemplateMixin, TemplateView):
    """A report as it was sent. Each reading is written down."""

    template_name = "registre/administration/visites/compte_rendu.html"
    header_icon = "form"

    @cached_property
    def compte_rendu(self) -> CompteRenduDeVisite:
        """The report of the address. Raises `Http404`."""
        return compte_rendu_lu(self.request.user, self.kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show it, and write who read it."""
        noter_l_acces(request.user, self.compte_rendu)
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return f"Compte rendu de visite {self.compte_rendu.reference}"

    def get_page_subtitle(self) -> str:
        return str(self.compte_rendu.cooperative)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lu, user = self.compte_rendu, self.request.user
        candidature = Candidature.tous.filter(cooperative=lu.cooperative_id, rang=lu.rang).first()
        return super().get_context_data(**kwargs) | {
            "lu": lu,
            "constats": lu.constats.order_by("numero"),
            "photos": lu.photos.order_by("pk"),
            "candidature": candidature,
            "lit_la_candidature": user.has_perm("registre.view_candidature"),
            "confirme": user.has_perm(INSTRUIRE) and not lu.confirme,
            "reprend": lu.envoye_par_id == user.pk and not lu.confirme,
        }


class ConfirmerView(AInstruire, View):
    """Record the visit from a report."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Confirm it and come back to it; what is refused is said there. Raises `Http404`."""
        compte_rendu = compte_rendu_lu(request.user, pk)
        try:
            confirmer(compte_rendu.pk, par=request.user)  # type: ignore[arg-type]
        except OperationRefusee as refus:
            messages.error(request, " ".join(refus.messages))
        else:
            messages.success(request, "La visite est consignée au journal, d’après ce compte rendu.")
        return redirect(reverse("registre_compte_rendu", args=[compte_rendu.pk]))


class PhotoView(ALire, View):
    """A photograph, to save; a page of ours may show it."""

    def get(self, request: HttpRequest, pk: int) -> Any:
        """Give it, and write who saw it. Raises `Http404`."""
        photo = get_object_or_404(PhotoDeVisite.objects.select_related("compte_rendu__cooperative"), pk=pk)
        if not suit_le_dossier(request.user, photo.compte_rendu.cooperative, photo.compte_rendu.rang):
            raise Http404
        reponse = a_enregistrer(photo)
        noter_l_acces(request.user, photo.compte_rendu, photo)
        return reponse
