"""The page where a point of a session is decided."""

from collections.abc import Collection
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from wagtail.admin import messages

from registre.administration.comite.actes import adresse_de
from registre.administration.comite.formulaires import MOTIF_PUBLIE, FormulaireDeDecision
from registre.administration.comite.saisies import SaisieView
from registre.administration.gestes.montrer import MontreAvant
from registre.comite.decider import DejaDecide, decider, empechement, lire_le_point
from registre.comite.droits import decide
from registre.comite.lecture import PointDeSeance, SeanceLue
from registre.comite.models import DecisionDeSeance, PointALOrdreDuJour
from registre.models import SeanceComite
from registre.operations import OperationRefusee


class DeciderView(MontreAvant, SaisieView):
    """The decision of a point: when it changes what the public reads, that is shown before it is confirmed."""

    template_name = "registre/administration/comite/decider.html"
    page_title = "Décider"
    bouton = "Consigner la décision"
    form_class = FormulaireDeDecision
    permis = staticmethod(decide)

    @cached_property
    def lus(self) -> tuple[SeanceLue, PointDeSeance]:
        """The point of the address, and its session. Raises `Http404`."""
        return lire_le_point(get_object_or_404(PointALOrdreDuJour, pk=self.kwargs["pk"]).pk)

    @property
    def seance(self) -> SeanceComite:
        """The session of the point."""
        return self.lus[0].seance

    @property
    def retour(self) -> str:
        return f"{adresse_de(self.seance.pk)}#point-{self.kwargs['pk']}"

    @cached_property
    def empechement(self) -> str:  # type: ignore[override]
        """Why it cannot be decided now."""
        lue, lu = self.lus
        if lu.decision is not None:
            return f"Ce point est décidé\u00a0: {lu.decision.get_sens_display()}."
        if not lu.point.se_decide:
            return "Ce point ne se décide pas."
        return empechement(lue, lu, self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"lue": self.lus[0], "lu": self.lus[1]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"lu": self.lus[1]}

    def refuser(self, form: Any, refus: OperationRefusee) -> HttpResponse:
        """Tell whoever comes second what was decided, and lead back to it."""
        if not isinstance(refus, DejaDecide):
            return super().refuser(form, refus)
        messages.error(self.request, str(refus))
        return redirect(self.retour)

    def cooperatives(self, form: Any) -> Collection[int]:
        cle = self.lus[1].point.cooperative_id
        return () if cle is None else (cle,)

    def executer(self, form: Any) -> DecisionDeSeance:
        return decider(self.lus[1].point.pk, form.prise(), par=self.request.user)

    def motif_publie(self, form: Any) -> bool:
        return form.cleaned_data["sens"] in MOTIF_PUBLIE

    def fait(self, resultat: DecisionDeSeance, form: Any) -> HttpResponse:
        messages.success(self.request, f"{self.lus[1].point}\u00a0: {resultat.get_sens_display()}. C’est consigné.")
        return redirect(self.retour)
