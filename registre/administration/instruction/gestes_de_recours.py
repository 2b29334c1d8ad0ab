"""What the Federation does of an appeal: give it a session, keep what the committee answered."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.gestes.refus import SaisieRefusable
from registre.administration.instruction.recours import adresse_de
from registre.models import SeanceComite
from registre.recours.droits import INSCRIRE, TRANCHER
from registre.recours.models import EtatDuRecours, RecoursDeCooperative
from registre.recours.operations import inscrire, trancher
from socle.champs import JourDeFormulaire


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


class GesteDeRecoursView(SaisieRefusable, WagtailAdminTemplateMixin, FormView):
    """A gesture on an appeal, of an account whose right is asked first: no visitor comes here."""

    template_name = "registre/administration/saisie.html"
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

    @property
    def retour(self) -> str:
        """Where one comes back: the appeal."""
        return adresse_de(self.recours)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"retour": self.retour, "bouton": self.page_title}


class InscrireRecoursView(GesteDeRecoursView):
    """To which session an appeal goes."""

    form_class = FormulaireDAudience
    droit = INSCRIRE
    page_title = _("Inscrire à une séance")

    def faire(self, form: Any) -> str:
        recours = inscrire(self.recours.pk, form.cleaned_data["seance"], par=self.request.user)  # type: ignore[arg-type]
        return gettext("%(reference)s sera entendu le %(seance)s. La coopérative en est prévenue.") % {
            "reference": recours.reference,
            "seance": recours.seance,
        }


class TrancherRecoursView(GesteDeRecoursView):
    """What the committee answered to an appeal."""

    form_class = FormulaireDIssue
    droit = TRANCHER
    page_title = _("Consigner la réponse du comité")

    def faire(self, form: Any) -> str:
        recours = trancher(self.recours.pk, par=self.request.user, **form.cleaned_data)  # type: ignore[arg-type]
        return gettext("%(reference)s : %(etat)s. La réponse part à la coopérative.") % {
            "reference": recours.reference,
            "etat": recours.get_etat_display(),
        }
