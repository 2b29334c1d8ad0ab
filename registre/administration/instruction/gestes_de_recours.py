"""What the Federation does of an appeal: give it a session, keep what the committee answered."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.instruction.recours import adresse_de
from registre.models import SeanceComite
from registre.operations import OperationRefusee
from registre.recours.droits import INSCRIRE, TRANCHER
from registre.recours.models import EtatDuRecours, RecoursDeCooperative
from registre.recours.operations import inscrire, trancher
from socle.champs import JourDeFormulaire
from socle.models import User


class FormulaireDAudience(forms.Form):
    """The session that hears the appeal."""

    seance = forms.ModelChoiceField(
        label=_("Séance"),
        queryset=SeanceComite.objects.order_by("-le"),
        help_text=_("Une autre que celle qui a pris la décision. La coopérative en est prévenue."),
    )


class FormulaireDIssue(forms.Form):
    """What the committee answered, on which day, and why."""

    issue = forms.ChoiceField(
        label=_("Réponse du comité"),
        choices=[(etat.value, etat.label) for etat in (EtatDuRecours.MAINTENUE, EtatDuRecours.ANNULEE)],
        widget=forms.RadioSelect,
    )
    le = JourDeFormulaire(label=_("Jour de la réponse"))
    reponse = forms.CharField(
        label=_("Motifs"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("La coopérative les lit tels quels, et les reçoit par courriel."),
    )


class GesteDeRecoursView(WagtailAdminTemplateMixin, FormView):
    """A gesture on an appeal: a refusal is said on the form, with what was typed."""

    template_name = "registre/administration/recours_geste.html"
    header_icon = "undo"
    droit = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not, before anything is read. Raises `PermissionDenied`."""
        if not request.user.has_perm(self.droit):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def recours(self) -> RecoursDeCooperative:
        """The appeal of the address. Raises `Http404`."""
        return get_object_or_404(RecoursDeCooperative.objects.select_related("cooperative"), pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Name the appeal, and its coop."""
        return f"{self.recours.reference}, {self.recours.cooperative}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"recours": self.recours, "retour": adresse_de(self.recours)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, and go back to the appeal."""
        try:
            dit = self.executer(form.cleaned_data, User.objects.get(pk=self.request.user.pk or 0))
        except OperationRefusee as refus:
            form.add_error(refus.champ if refus.champ in form.fields else None, refus.messages)
            return self.form_invalid(form)
        messages.success(self.request, dit)
        return redirect(adresse_de(self.recours))

    def executer(self, champs: dict[str, Any], par: User) -> str:
        """Carry it out; return it in words. Raises `OperationRefusee`."""
        raise NotImplementedError


class InscrireRecoursView(GesteDeRecoursView):
    """To which session an appeal goes."""

    form_class = FormulaireDAudience
    droit = INSCRIRE
    page_title = _("Inscrire à une séance")

    def executer(self, champs: dict[str, Any], par: User) -> str:
        recours = inscrire(self.recours.pk, champs["seance"], par=par)
        return gettext("%(reference)s sera entendu le %(seance)s. La coopérative en est prévenue.") % {
            "reference": recours.reference,
            "seance": recours.seance,
        }


class TrancherRecoursView(GesteDeRecoursView):
    """What the committee answered to an appeal."""

    form_class = FormulaireDIssue
    droit = TRANCHER
    page_title = _("Consigner la réponse du comité")

    def executer(self, champs: dict[str, Any], par: User) -> str:
        recours = trancher(self.recours.pk, par=par, **champs)
        return gettext("%(reference)s : %(etat)s. La réponse part à la coopérative.") % {
            "reference": recours.reference,
            "etat": recours.get_etat_display(),
        }
