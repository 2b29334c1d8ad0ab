"""The visits that coops ask for before their day, and the Federation's answer: a day, or why not."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.views.snippets import IndexView

from registre.administration.colonnes import JourColumn, MomentColumn
from registre.administration.gestes.refus import SaisieRefusable
from registre.suivi.droits import LIRE_LES_VISITES, REPONDRE
from registre.suivi.models import DemandeDeVisite, EtatDeLaDemande
from registre.suivi.visites import repondre
from socle.administration.attente import LIGNES, Attente, Partie, TravailEnAttente
from socle.administration.contenus import Contenus
from socle.administration.fiches import FicheDeTexteView
from socle.administration.listes import OrdreFrancais
from socle.champs import JourDeFormulaire


def adresse_de(demande: DemandeDeVisite) -> str:
    """Return the address of the page of a request."""
    return reverse("wagtailsnippets_suivi_demandedevisite:inspect", args=[demande.pk])


class ListerVisites(OrdreFrancais, IndexView):
    """The list, in French order."""


class InspecterVisite(FicheDeTexteView):
    """A request whole, and the way to answer it."""

    template_name = "registre/administration/visite_demandee.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what may be done: nothing to whoever may not, nor once it is answered."""
        attend = self.object.etat == EtatDeLaDemande.DEMANDEE
        return super().get_context_data(**kwargs) | {
            "demande": self.object,
            "peut_repondre": attend and self.request.user.has_perm(REPONDRE),
        }


class VisiteViewSet(Contenus):
    """Visits asked for: answered here, never written nor removed by a form."""

    model = DemandeDeVisite
    icon = "calendar-alt"
    menu_label = _("Visites demandées")
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspecterVisite
    inspect_view_fields = [
        "candidature",
        "quand",
        "raison",
        "demandee_le",
        "demandee_par",
        "etat",
        "jour",
        "reponse",
        "repondue_le",
        "repondue_par",
    ]
    index_view_class = ListerVisites
    list_filter = ["etat"]
    list_display = [
        "__str__",
        MomentColumn("demandee_le", label=_("Demandée le"), sort_key="demandee_le"),
        Column("quand", label=_("Pour quand")),
        Column("etat", label=_("État"), accessor="get_etat_display", sort_key="etat"),
        JourColumn("jour", label=_("Jour de la visite"), sort_key="jour"),
    ]
    search_fields = ["candidature__cooperative__texte_recherche"]
    search_backend_name = None
    ordering = "-demandee_le"
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[DemandeDeVisite]:
        """Return the requests with what each row says."""
        return DemandeDeVisite.objects.select_related("candidature__cooperative", "demandee_par", "repondue_par")


class FormulaireDeReponseAVisite(forms.Form):
    """A day, or why not."""

    jour = JourDeFormulaire(
        label=_("Jour de la visite"),
        required=False,
        help_text=_("Laissez vide pour refuser : dites alors pourquoi."),
    )
    reponse = forms.CharField(
        label=_("Réponse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("La coopérative la lit telle quelle, et la reçoit par courriel."),
    )


class RepondreVisiteView(SaisieRefusable, WagtailAdminTemplateMixin, FormView):
    """The answer to a visit asked for; of an account whose right is asked first."""

    template_name = "registre/administration/saisie.html"
    header_icon = "calendar-alt"
    form_class = FormulaireDeReponseAVisite
    page_title = _("Répondre à la demande")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not, before anything is read. Raises `PermissionDenied`."""
        if not request.user.has_perm(REPONDRE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def demande(self) -> DemandeDeVisite:
        """The request of the address. Raises `Http404`."""
        return get_object_or_404(
            DemandeDeVisite.objects.select_related("candidature__cooperative"), pk=self.kwargs["pk"]
        )

    def get_page_subtitle(self) -> str:
        """Say of which candidature it is."""
        return str(self.demande)

    @property
    def retour(self) -> str:
        """Where one comes back: the request."""
        return adresse_de(self.demande)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"retour": self.retour, "bouton": self.page_title}

    def faire(self, form: Any) -> str:
        demande = repondre(self.demande.pk, par=self.request.user, **form.cleaned_data)  # type: ignore[arg-type]
        noms = {"coop": demande.candidature.cooperative, "etat": demande.get_etat_display()}
        return gettext("%(coop)s, visite %(etat)s. La réponse part à la coopérative.") % noms


def visites_en_attente(attente: Attente) -> list[Partie]:
    """Return the requests that wait for an answer, for the accounts that read them. One query."""
    if not attente.compte.has_perm(LIRE_LES_VISITES):
        return []

    ouvertes = DemandeDeVisite.objects.filter(etat=EtatDeLaDemande.DEMANDEE)
    lignes = [
        TravailEnAttente(
            titre=str(demande.candidature.cooperative),
            nature=demande.quand,
            langue="",
            adresse=adresse_de(demande),
            depuis=demande.demandee_le,
        )
        for demande in ouvertes.select_related("candidature__cooperative").order_by("demandee_le")[:LIGNES]
    ]
    return [Partie(gettext("Visites demandées"), lignes)]
