"""Showing what an act would change before it is confirmed: what is common to every form that carries one out."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse

from registre.administration.gestes.apercus import Apercu, Entretemps, confirmer, depuis, essayer
from registre.administration.gestes.recits import saisie
from registre.administration.gestes.refus import SaisieRendue
from registre.models import Evenement
from registre.operations import OperationRefusee


class MontreAvant(SaisieRendue):
    """For views whose form carries an act out: what the public would read of it is shown first, then confirmed.

    Confirmed on another history than the one shown, it is shown again; confirmed twice, it is done once.
    """

    template_d_apercu = "registre/administration/apercu.html"

    def cooperatives(self, form: Any) -> Collection[int]:
        """Return the keys of the coops that the act may change."""
        raise NotImplementedError

    def executer(self, form: Any) -> Any:
        """Carry the act out. Raises `OperationRefusee`."""
        raise NotImplementedError

    def fait(self, resultat: Any, form: Any) -> HttpResponse:
        """Say what was done, and lead back."""
        raise NotImplementedError

    def deja_fait(self, entretemps: list[Evenement]) -> HttpResponse | None:
        """Say that what was recorded meanwhile is this very act, confirmed twice; None when it is not."""
        return None

    def se_montre(self, apercu: Apercu) -> bool:
        """Whether what it would change is shown first."""
        return apercu.public

    def motif_publie(self, form: Any) -> bool:
        """Whether the reason that was typed is read by the public."""
        return False

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do, or show what it would change, or give the form back to change what was typed."""
        form: Any = self.get_form()  # type: ignore[attr-defined]
        if not form.is_valid() or "modifier" in request.POST:
            reponse: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
            return reponse
        try:
            return self.montrer_ou_faire(form)
        except OperationRefusee as refus:
            return self.refuser(form, refus)

    def montrer_ou_faire(self, form: Any) -> HttpResponse:
        """Do what was seen and confirmed, or what there was nothing to show of. Raises `OperationRefusee`."""
        cooperatives, executer = self.cooperatives(form), partial(self.executer, form)
        envoye = self.request.POST  # type: ignore[attr-defined]
        vu = envoye.get("vu", "")
        if "confirmer" not in envoye:
            apercu = essayer(cooperatives, executer)
            if self.se_montre(apercu):
                return self._montrer(form, apercu)
            vu = apercu.vu

        try:
            resultat = confirmer(vu, cooperatives, executer)
        except Entretemps:
            return self._remontrer(form, executer, depuis(vu, cooperatives))
        self.rendue.oublier()
        return self.fait(resultat, form)

    def _remontrer(self, form: Any, executer: Callable[[], Any], entretemps: list[Evenement]) -> HttpResponse:
        """Show it again on the history as it is; or say that it is done, when this very act was confirmed twice."""
        try:
            apercu = essayer(self.cooperatives(form), executer)
        except OperationRefusee:
            if reponse := self.deja_fait(entretemps):
                return reponse
            raise
        return self._montrer(form, apercu, entretemps)

    def _montrer(self, form: Any, apercu: Apercu, entretemps: list[Evenement] | None = None) -> HttpResponse:
        """Show what would change, to confirm; when somebody did something meanwhile, what."""
        contexte = self.get_context_data(form=form) | {
            "apercu": apercu,
            "saisie": saisie(form),
            "perime": entretemps is not None,
            "entretemps": entretemps or [],
            "motif_publie": self.motif_publie(form),
        }
        self.template_name = self.template_d_apercu
        reponse: HttpResponse = self.render_to_response(contexte)  # type: ignore[attr-defined]
        return reponse
