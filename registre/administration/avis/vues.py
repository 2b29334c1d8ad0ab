"""Asking an expert for an opinion, closing its links, sending a message again: each from the page of the version."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_POST
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.avis.formulaire import FormulaireDeDemandeDAvis
from registre.administration.courriels.renvoi import AUX_EXPERTS, renvoyer_view
from registre.administration.gestes.refus import SaisieRefusable
from registre.avis.acces import demande_des_avis
from registre.avis.models import CourrielAExpert, DemandeDAvis
from registre.avis.operations import demander, revoquer
from registre.comite.droits import prepare
from registre.dossier.contenu import ContenuDeDossier, de_json
from registre.dossier.models import Version
from registre.operations import OperationRefusee
from socle.cache.durees import reserver
from socle.templatetags.typographie import en_toutes_lettres


def adresse_du_dossier(version_id: int) -> str:
    """Return where the opinions on a version are read."""
    return reverse("registre_version", args=[version_id]) + "#avis"


def exiger_de_demander(user: Any, version: Version) -> None:
    """Refuse whoever asks for no opinion on it. Raises `PermissionDenied`, or `Http404` to who has an interest."""
    if not prepare(user):
        raise PermissionDenied
    if not demande_des_avis(user, version):
        raise Http404


class DemanderUnAvisView(SaisieRefusable, WagtailAdminTemplateMixin, FormView):
    """The request on a version; of an account whose right is asked first."""

    template_name = "registre/administration/avis/demander.html"
    header_icon = "help"
    form_class = FormulaireDeDemandeDAvis
    page_title = "Demander un avis à un expert"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not, before anything is shown. Raises `PermissionDenied`, `Http404`."""
        if not prepare(request.user):
            raise PermissionDenied
        exiger_de_demander(request.user, self.version)
        reponse = super().dispatch(request, *args, **kwargs)
        return reserver(reponse)

    @cached_property
    def version(self) -> Version:
        """The version of the address. Raises `Http404`."""
        return get_object_or_404(Version.objects.select_related("cooperative", "dossier"), pk=self.kwargs["pk"])

    @cached_property
    def contenu(self) -> ContenuDeDossier:
        """What was filed, as a value."""
        return de_json(self.version.contenu)

    @property
    def retour(self) -> str:
        """Where one comes back: the version."""
        return adresse_du_dossier(self.version.pk)

    def get_page_subtitle(self) -> str:
        """Say of which version it is."""
        return f"{self.version.cooperative}, version {self.version.numero}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"contenu": self.contenu}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vide = "" if self.contenu.engagements else "Ce dossier n’a aucun engagement : il n’y a rien à montrer."
        lu = {"retour": self.retour, "bouton": "Envoyer la demande", "empechement": vide}
        return super().get_context_data(**kwargs) | lu

    def faire(self, form: Any) -> str:
        demande = demander(self.version, form.voulu(), par=self.request.user)  # type: ignore[arg-type]
        return f"La demande part à {demande.nom}. Réponse d’ici le {en_toutes_lettres(demande.echeance)}."


@require_POST
def revoquer_un_avis(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the links of a request, say so, and come back. Raises `Http404`, `PermissionDenied`."""
    if not prepare(request.user):
        raise PermissionDenied
    demande = get_object_or_404(DemandeDAvis.objects.select_related("version__dossier"), pk=pk)
    exiger_de_demander(request.user, demande.version)
    try:
        revoquer(demande.pk, par=request.user)  # type: ignore[arg-type]
        messages.success(request, f"Les liens envoyés à {demande.nom} n’ouvrent plus rien.")
    except OperationRefusee as refus:
        messages.error(request, " ".join(refus.messages))
    return redirect(adresse_du_dossier(demande.version_id))


def courriel_a_expert(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the version that a message is about. Raises `Http404`, `PermissionDenied`."""
    return redirect(adresse_du_dossier(_courriel(request, pk).demande.version_id))


def renvoyer_a_expert(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether to send a message again, with a new link, then let the next run do so. Raises as above."""
    return renvoyer_view(request, _courriel(request, pk).pk, AUX_EXPERTS)


def _courriel(request: HttpRequest, pk: int) -> CourrielAExpert:
    if not prepare(request.user):
        raise PermissionDenied
    courriel = get_object_or_404(CourrielAExpert.objects.select_related("demande__version__dossier"), pk=pk)
    exiger_de_demander(request.user, courriel.demande.version)
    return courriel
