"""The pages of a session that hold a form: presences, a point to add, a note to the minutes."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from registre.administration.comite.actes import adresse_de
from registre.administration.comite.formulaires import (
    FormulaireDAjout,
    FormulaireDeNote,
    FormulaireDePresences,
)
from registre.administration.gestes.refus import SaisieRefusable
from registre.comite import ordre_du_jour, proces_verbal, tenue
from registre.comite.droits import decide, prepare
from registre.comite.lecture import SeanceLue, lire_seance
from registre.models import SeanceComite


class SaisieView(SaisieRefusable, WagtailAdminTemplateMixin, FormView):
    """A form about a session. A refusal is shown on the form, with what was typed."""

    template_name = "registre/administration/comite/saisie.html"
    header_icon = "calendar-alt"
    permis: Callable[[Any], bool] = staticmethod(prepare)
    bouton = ""
    explication = ""
    empechement = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not do this, before anything is read."""
        if not self.permis(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def seance(self) -> SeanceComite:
        """The session of the address. Raises `Http404`."""
        return get_object_or_404(SeanceComite, pk=self.kwargs["pk"])

    @property
    def retour(self) -> str:
        """Where one comes back once it is done."""
        return adresse_de(self.seance.pk)

    def get_page_subtitle(self) -> str:
        return f"Comité du {self.seance}"

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back to the session."""
        ici = {"url": "", "label": self.get_page_title()}
        return [*super().get_breadcrumbs_items(), {"url": self.retour, "label": self.get_page_subtitle()}, ici]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "retour": self.retour,
            "bouton": self.bouton,
            "explication": self.explication,
            "empechement": self.empechement,
        }


class PresencesView(SaisieView):
    """Who is there: from then on the session is held."""

    page_title = "Noter les présences"
    bouton = "Noter ces présences"
    form_class = FormulaireDePresences
    explication = "La séance est tenue dès que les présences sont notées. Elles se changent jusqu’au procès-verbal."

    @cached_property
    def lue(self) -> SeanceLue:
        """The session as it stands."""
        return lire_seance(self.seance)

    @cached_property
    def empechement(self) -> str:  # type: ignore[override]
        """Why there is nobody to tick."""
        return "" if self.lue.membres else "Aucun membre du comité n’est en fonction ce jour-là."

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"lue": self.lue}

    def faire(self, form: Any) -> str:
        tenue.noter_les_presences(self.seance.pk, form.cleaned_data["membres"], par=self.request.user)
        return "Les présences sont notées."


class AjouterView(SaisieView):
    """A point added by hand."""

    page_title = "Ajouter un point"
    bouton = "Ajouter à l’ordre du jour"
    form_class = FormulaireDAjout

    def faire(self, form: Any) -> str:
        point = ordre_du_jour.ajouter(self.seance.pk, par=self.request.user, **form.cleaned_data)
        return f"Ajouté à l’ordre du jour\u00a0: {point}."


class NoteView(SaisieView):
    """A dated note below locked minutes."""

    page_title = "Ajouter une note au procès-verbal"
    bouton = "Ajouter la note"
    form_class = FormulaireDeNote
    permis = staticmethod(decide)

    def faire(self, form: Any) -> str:
        proces_verbal.noter(self.seance.pk, form.cleaned_data["texte"], par=self.request.user)
        return "La note est ajoutée au procès-verbal."
