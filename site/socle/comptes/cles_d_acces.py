"""The forms of access keys, which a script fills: what it sends is JSON, and refused in words when it is not."""

from typing import Any

from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput

ILLISIBLE = (ValueError, RecursionError)


class ChampJSON(forms.JSONField):
    """Django's lets through the errors of a number of thousands of digits, and of brackets deeper than Python reads."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ILLISIBLE as erreur:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from erreur

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent, to be shown again with its fault."""
        try:
            return super().bound_data(data, initial)
        except ILLISIBLE:
            return InvalidJSONInput(data)


class ConnexionParCle(webauthn.LoginWebAuthnForm):
    """Logging in by a key."""

    credential = ChampJSON(widget=forms.HiddenInput)


class AjoutDeCle(webauthn.AddWebAuthnForm):
    """The form that adds a passkey; what the browser sends may be anything."""

    credential = ChampJSON(widget=forms.HiddenInput)


class ConfirmationParCle(webauthn.ReauthenticateWebAuthnForm):
    """Saying again who one is."""

    credential = ChampJSON(widget=forms.HiddenInput)
