"""Carrying out an operation from the admin: a confirmation form, then the operation, then the history."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.formulaires import FormulaireDeGeste
from registre.administration.gestes import (
    CORRECTION,
    SUR_CANDIDATURE,
    SUR_LABEL,
    Geste,
    indicateurs_a_relever,
    mois_a_consigner,
)
from registre.droits import peut
from registre.models import Candidature, Evenement, Label
from registre.operations import OperationRefusee

# What an operation is carried out on: the model, and the buttons it has.
OBJETS: dict[str, tuple[type[Model], tuple[Geste, ...]]] = {
    "candidature": (Candidature, SUR_CANDIDATURE),
    "label": (Label, SUR_LABEL),
    "evenement": (Evenement, (CORRECTION,)),
}


class GesteView(WagtailAdminTemplateMixin, FormView):
    """Confirm, then do. A refusal is shown on the form, with what was typed."""

    form_class = FormulaireDeGeste
    template_name = "registre/administration/geste.html"
    header_icon = "tasks"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not do this, before anything else."""
        if not peut(request.user, self.geste.operation):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def geste(self) -> Geste:
        """The button pressed. Raises `Http404` for one that does not exist, or not on such an object."""
        _modele, gestes = OBJETS.get(self.kwargs["objet"], (None, ()))
        for geste in gestes:
            if geste.nom == self.kwargs["geste"]:
                return geste
        raise Http404

    @cached_property
    def objet(self) -> Any:
        """What the operation is carried out on."""
        modele, _gestes = OBJETS[self.kwargs["objet"]]
        return get_object_or_404(modele, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        """The button's words."""
        return str(self.geste.libelle)

    def get_page_subtitle(self) -> str:
        """What it is about."""
        return str(self.objet)

    def get_form_kwargs(self) -> dict[str, Any]:
        mois = mois_a_consigner(self.objet) if self.geste.avec_mois else []
        indicateurs = indicateurs_a_relever(self.objet) if self.geste.avec_releves else []
        return super().get_form_kwargs() | {"geste": self.geste, "mois": mois, "indicateurs": indicateurs}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "geste": self.geste,
            "objet": self.objet,
            "retour": self.get_success_url(),
        }

    def form_valid(self, form: FormulaireDeGeste) -> HttpResponse:
        try:
            self.geste.executer(self.objet.pk, par=self.request.user, **form.arguments())
        except OperationRefusee as refus:
            for message in refus.messages:
                form.add_error(None, message)
            return self.form_invalid(form)
        messages.success(
            self.request, _("%(geste)s : c’est fait, et consigné au journal.") % {"geste": self.geste.libelle}
        )
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        """The history of what was changed."""
        suivi: Any = self.objet.cooperative if isinstance(self.objet, Evenement) else self.objet
        return reverse(suivi.snippet_viewset.get_url_name("inspect"), args=[suivi.pk])
