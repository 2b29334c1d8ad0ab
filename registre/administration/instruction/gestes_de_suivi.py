"""What the Federation does of what coops send after admissibility: a point sent back, with its reason."""

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
from registre.administration.instruction.points import adresse_de
from registre.suivi.droits import RENVOYER
from registre.suivi.envoi import SANS_MOTIF, renvoyer
from registre.suivi.models import PointDeCooperative


class FormulaireDeRenvoi(forms.Form):
    """Why the coop is to tell its point anew."""

    motif = forms.CharField(
        label=_("Ce qui est à reprendre"),
        error_messages={"required": SANS_MOTIF},
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("La coopérative le lit tel quel, et le reçoit par courriel. Ce qu’elle a envoyé est gardé."),
    )


class RenvoyerPointView(SaisieRefusable, WagtailAdminTemplateMixin, FormView):
    """A point, sent back to its coop; of an account whose right is asked first."""

    template_name = "registre/administration/saisie.html"
    header_icon = "undo"
    form_class = FormulaireDeRenvoi
    page_title = _("Renvoyer à la coopérative")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not, before anything is read. Raises `PermissionDenied`."""
        if not request.user.has_perm(RENVOYER):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def point(self) -> PointDeCooperative:
        """The point of the address. Raises `Http404` for a draft."""
        recus = PointDeCooperative.objects.recus().select_related("candidature__cooperative")
        return get_object_or_404(recus, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Name the point, and its coop."""
        return str(self.point)

    @property
    def retour(self) -> str:
        """Where one comes back: the point."""
        return adresse_de(self.point)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"retour": self.retour, "bouton": self.page_title}

    def faire(self, form: Any) -> str:
        point = renvoyer(self.point.pk, par=self.request.user, **form.cleaned_data)  # type: ignore[arg-type]
        noms = {"point": point.nom, "coop": point.candidature.cooperative}
        return gettext("%(coop)s reprend son %(point)s. Elle en est prévenue.") % noms
