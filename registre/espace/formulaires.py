"""The forms of membership: whom to invite, who one is."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from registre.models import Role
from socle.champs import LigneDeFormulaire
from socle.models import User


class FormulaireInvitation(forms.Form):
    """An address, and what the person will be."""

    courriel = forms.EmailField(
        label="Adresse électronique",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text="Elle reçoit un lien valable quatorze jours, pour elle seule.",
        error_messages={"required": "Écrivez l’adresse de la personne à inviter."},
    )
    role = forms.ChoiceField(
        label="Rôle",
        choices=[
            (Role.CONTRIBUTEUR, "Contributeur : raconte les pratiques"),
            (Role.REFERENT, "Référent : raconte, et gère les membres"),
        ],
        initial=Role.CONTRIBUTEUR,
    )


class FormulaireCompte(forms.Form):
    """A new account. The e-mail is the invitation's own: the link that was followed proves it."""

    prenom = LigneDeFormulaire(
        label="Prénom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    nom = LigneDeFormulaire(label="Nom", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    mot_de_passe = forms.CharField(
        label="Mot de passe",
        strip=False,
        help_text="Douze caractères au moins. Trois ou quatre mots sans rapport se retiennent bien.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    confirmation = forms.CharField(
        label="Le même mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, courriel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courriel = courriel

    def clean(self) -> dict[str, Any]:
        """Check the password by the house's rules, against who the person is, and that it was typed twice alike."""
        donnees = super().clean() or {}
        mot_de_passe = donnees.get("mot_de_passe")

        if mot_de_passe and mot_de_passe != donnees.get("confirmation"):
            self.add_error("confirmation", "Les deux mots de passe diffèrent.")

        if mot_de_passe:
            personne = User(email=self.courriel, first_name=donnees.get("prenom", ""), last_name=donnees.get("nom", ""))
            try:
                password_validation.validate_password(mot_de_passe, personne)
            except ValidationError as erreur:
                self.add_error("mot_de_passe", erreur)
        return donnees

    def creer(self) -> User:
        """Create the account, not saved when the form is not valid."""
        return User.objects.create_user(
            self.courriel,
            self.cleaned_data["mot_de_passe"],
            first_name=self.cleaned_data["prenom"],
            last_name=self.cleaned_data["nom"],
        )
