"""What the Federation asks a coop about what it filed, field by field, and what it is answered."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.versions import AInstruire
from registre.dossier.commentaires.ecriture import Plume
from registre.dossier.commentaires.envoi import FormulaireEnvoye, contenu_commente, executer, lire_envoi
from registre.dossier.commentaires.page import Cadre, contexte_des_fils
from registre.dossier.models import DossierDeCandidature, EtatDuDossier, FilDeCommentaires, Version
from registre.dossier.situation import situation_du
from registre.operations import OperationRefusee
from socle.administration.sans_perte import Rendue
from socle.models import User


class CommentairesView(AInstruire, WagtailAdminTemplateMixin, TemplateView):
    """The questions put to a coop on its filed dossier. One in preparation does not exist here."""

    template_name = "registre/administration/commentaires.html"
    header_icon = "comment"
    page_title = "Questions à la coopérative"

    @cached_property
    def dossier(self) -> DossierDeCandidature:
        """The filed dossier of the address. Raises `Http404`."""
        deposes = DossierDeCandidature.objects.filter(etat=EtatDuDossier.DEPOSE)
        return get_object_or_404(deposes.select_related("cooperative", "edition"), pk=self.kwargs["pk"])

    @cached_property
    def cadre(self) -> Cadre:
        """What is commented: the last version filed. Raises `Http404` for a dossier that has none."""
        derniere = Version.objects.filter(dossier=self.dossier).order_by("-numero").first()
        if derniere is None:
            raise Http404
        return Cadre(
            dossier=self.dossier,
            contenu=contenu_commente(self.dossier, modifiable=False),
            federation=True,
            ouvert=not situation_du(self.dossier).close,
            lecture=reverse("registre_version", args=[derniere.pk]),
        )

    def get_page_subtitle(self) -> str:
        return str(self.dossier.cooperative)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back: what was filed."""
        retour = {"url": self.cadre.lecture, "label": "Le dossier déposé"}
        return [*super().get_breadcrumbs_items(), retour, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def rendue(self) -> Rendue:
        """What was sent to this address without a session, if anything was."""
        return Rendue(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        saisie = self.rendue.saisie
        demande = {nom: saisie.valeur(nom) for nom in saisie.donnees} if saisie else self.request.GET.dict()
        envoi = kwargs.pop("envoi", None) or lire_envoi(demande)
        refus = kwargs.pop("refus", ())
        fils = contexte_des_fils(self.cadre, envoi, refus)
        return super().get_context_data(**kwargs) | fils | {"adresse": self.request.path} | self.rendue.contexte

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Ask, answer or settle. Raises `Http404` for a thread that the Federation does not read."""
        envoi = lire_envoi(request.POST.dict())
        par = User.objects.get(pk=request.user.pk or 0)
        try:
            fait = executer(envoi, self.dossier, self.cadre.contenu, Plume(par, federation=True))
        except FilDeCommentaires.DoesNotExist as absent:
            raise Http404 from absent
        except OperationRefusee as refus:
            encore = FormulaireEnvoye(envoi.fil, envoi.etape, envoi.champ, envoi.texte)
            contexte = self.get_context_data(envoi=encore, refus=tuple(refus.messages))
            return self.render_to_response(contexte, status=400)

        self.rendue.oublier()
        messages.success(request, fait)
        ici = {nom: valeur for nom, valeur in (("etape", envoi.etape), ("champ", envoi.champ)) if valeur}
        return redirect(f"{request.path}{'?' + urlencode(ici) if ici else ''}")
