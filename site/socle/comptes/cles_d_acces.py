"""The forms of access keys, which a script fills: what it sends is JSON, and refused in words when it is not."""

from typing import Any

from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError


class ChampJSON(forms.JSONField):
    """Django's lets through the error of a number of thousands of digits, which Python refuses to read."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValueError as erreur:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from erreur


class ConnexionParCle(webauthn.LoginWebAuthnForm):
    """Logging in by a key."""

    credential = ChampJSON(widget=forms.HiddenInput)


class AjoutDeCle(webauthn.AddWebAuthnForm):
    """The form that adds a passkey; what the browser sends may be anything."""

    credential = ChampJSON(widget=forms.HiddenInput)


class ConfirmationParCle(webauthn.ReauthenticateWebAuthnForm):
    """Saying again who one is."""

    credential = ChampJSON(widget=forms.HiddenInput)
