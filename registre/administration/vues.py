"""Carrying out an operation from the admin: its form, a preview when the public reads it, what was done in words."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.gestes.apercus import Apercu
from registre.administration.gestes.boutons import SUR_CANDIDATURE, SUR_COOPERATIVE, SUR_EVENEMENT, SUR_LABEL
from registre.administration.gestes.geste import Geste
from registre.administration.gestes.montrer import MontreAvant
from registre.administration.gestes.recits import adresse, deja_fait, nom_d_evenement, recit
from registre.administration.lectures import empechement, lecture_de
from registre.droits import peut
from registre.etats import PUBLIQUES
from registre.models import Candidature, Cooperative, Evenement, Label

# What an operation is carried out on: the model, what to read with it, and the buttons it has.
OBJETS: dict[str, tuple[type[Model], tuple[str, ...], tuple[Geste, ...]]] = {
    "cooperative": (Cooperative, (), SUR_COOPERATIVE),
    "candidature": (Candidature, ("cooperative",), SUR_CANDIDATURE),
    "label": (Label, ("cooperative",), SUR_LABEL),
    "evenement": (Evenement, ("cooperative", "label", "candidature", "corrige__corrige"), SUR_EVENEMENT),
}


class GesteView(MontreAvant, WagtailAdminTemplateMixin, FormView):
    """Confirm, then do. A refusal is shown on the form, with what was typed.

    What rewrites the past, or changes what the public reads, is shown before it is confirmed. Confirmed on another
    history than the one shown, it is shown again; confirmed twice, it is done once, and both answers say so.
    """

    template_name = "registre/administration/geste.html"
    header_icon = "tasks"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not do this, before anything else; then say what cannot be, whoever asks."""
        if not peut(request.user, self.geste.operation):
            raise PermissionDenied
        if self.empechement:
            return self.render_to_response(self.get_context_data(form=None))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def geste(self) -> Geste:
        """The button pressed. Raises `Http404` for one that does not exist, or not on such an object."""
        _modele, _avec, gestes = OBJETS.get(self.kwargs["objet"], (None, (), ()))
        for geste in gestes:
            if geste.nom == self.kwargs["geste"]:
                return geste
        raise Http404

    @cached_property
    def objet(self) -> Any:
        """What the operation is carried out on."""
        modele, avec, _gestes = OBJETS[self.kwargs["objet"]]
        lus = modele._default_manager.select_related(*avec) if avec else modele._default_manager.all()
        return get_object_or_404(lus, pk=self.kwargs["pk"])

    @cached_property
    def empechement(self) -> str:
        """Why this cannot even be asked of an event; empty for everything else."""
        if not isinstance(self.objet, Evenement):
            return ""
        return empechement(self.geste.operation, lecture_de(self.objet))

    def get_page_title(self) -> str:
        return str(self.geste.libelle)

    def get_page_subtitle(self) -> str:
        """What it is about, and whose."""
        if isinstance(self.objet, Evenement):
            return f"{nom_d_evenement(self.objet)}, {self.objet.cooperative}"
        return str(self.objet)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back to the history."""
        suivi = self.suivi
        ici = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), {"url": adresse(suivi), "label": str(suivi)}, ici]

    @property
    def suivi(self) -> Any:
        """What has the history to come back to: the coop of an event, else what the operation is carried out on."""
        return self.objet.cooperative if isinstance(self.objet, Evenement) else self.objet

    def get_form_class(self) -> type[forms.Form]:
        """The form of this button."""
        return self.geste.formulaire

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"geste": self.geste, "objet": self.objet}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "geste": self.geste,
            "objet": self.objet,
            "empechement": self.empechement,
            "retour": adresse(self.suivi),
            "se_montre": self.geste.apercu or self.geste.operation in PUBLIQUES,
        }

    def cooperatives(self, form: Any) -> Collection[int]:
        coops: Collection[int] = form.cooperatives
        return coops

    def executer(self, form: Any) -> Any:
        return self.geste.executer(self.objet.pk, par=self.request.user, **form.arguments())

    def se_montre(self, apercu: Apercu) -> bool:
        return self.geste.apercu or apercu.public

    def motif_publie(self, form: Any) -> bool:
        return self.geste.motif_publie

    def deja_fait(self, entretemps: list[Evenement]) -> HttpResponse | None:
        faits = [e for e in entretemps if e.operation == self.geste.operation and e.par == self.request.user]
        if not faits:
            return None
        messages.info(self.request, deja_fait(faits[-1]))
        return redirect(adresse(self.suivi))

    def fait(self, resultat: Any, form: Any) -> HttpResponse:
        """Say what happened, with the way to it, and go back to the history."""
        phrase, liens = recit(self.geste, self.objet, resultat, form.cleaned_data)
        messages.success(self.request, phrase, buttons=[messages.button(url, texte) for texte, url in liens])
        return redirect(adresse(self.suivi))
