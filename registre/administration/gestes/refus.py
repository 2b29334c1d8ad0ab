"""A refusal of an operation, said on the form that asked for it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.admin import messages

from registre.operations import OperationRefusee
from socle.administration.sans_perte import Rendue


class SaisieRendue:
    """For views with a form: what an expired session sent, or an operation refused, is shown again as it was sent."""

    @cached_property
    def rendue(self) -> Rendue:
        """What was sent to this address without a session, if anything was."""
        return Rendue(self.request)  # type: ignore[attr-defined]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Add what is given back."""
        recus: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        saisie = self.rendue.saisie
        return recus | {"data": saisie.pour_un_formulaire()} if saisie else recus

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the pass that the form carries."""
        contexte: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return contexte | self.rendue.contexte

    def refuser(self, form: Any, refus: OperationRefusee) -> HttpResponse:
        """Show the form again, the refusal on the field it speaks of."""
        refus.porter_sur(form)
        reponse: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return reponse


class SaisieRefusable(SaisieRendue):
    """For views whose form carries an act out: done and said, or shown again with what was typed and why."""

    @property
    def retour(self) -> str:
        """Where one comes back once it is done."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Do, say so and come back; or show the form again."""
        try:
            phrase = self.faire(form)
        except OperationRefusee as refus:
            return self.refuser(form, refus)
        self.rendue.oublier()
        messages.success(self.request, phrase)  # type: ignore[attr-defined]
        return redirect(self.retour)

    def faire(self, form: Any) -> str:
        """Do what a valid form asks, and return what to say of it. Raises `OperationRefusee`."""
        raise NotImplementedError


class RefusSurLeFormulaire:
    """For Wagtail's add and edit views whose `save_instance` calls an operation: it may refuse."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, or show the form again with what was typed and why it cannot be."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except OperationRefusee as refus:
            return self.refuser(form, refus)

    def refuser(self, form: Any, refus: OperationRefusee) -> HttpResponse:
        """Show the form again, the refusal on the field it speaks of."""
        refus.porter_sur(form)
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        reponse: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return reponse
