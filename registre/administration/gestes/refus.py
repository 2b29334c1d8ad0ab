"""A refusal of an operation, said on the form that asked for it."""

from typing import Any

from django.http import HttpResponse

from registre.operations import OperationRefusee


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
        form.add_error(refus.champ if refus.champ in form.fields else None, refus.messages)
        self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
        reponse: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return reponse
