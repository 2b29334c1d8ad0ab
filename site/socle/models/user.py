"""Accounts: people log in by e-mail, there is no username."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates accounts and finds them by e-mail, whatever the case typed."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of this e-mail address, case ignored. Raises `User.DoesNotExist`."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an account; without a password none works until one is chosen. Raises `ValueError` without e-mail."""
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator, who may do everything."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractUser):
    """Someone who logs in: editor, committee member, or a coop's contributor."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("adresse électronique"), unique=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta(AbstractUser.Meta):
        verbose_name = _("compte")  # type: ignore[assignment] # the parent declares plain text
        verbose_name_plural = _("comptes")  # type: ignore[assignment]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique_sans_casse",
                violation_error_message=_("Un compte existe déjà avec cette adresse électronique."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()
