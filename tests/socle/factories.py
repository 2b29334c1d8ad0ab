"""Accounts as they exist in the house. The groups must have been made first, by the `groupes` fixture."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION
from socle.models import User


class UserFactory(DjangoModelFactory):
    """Someone who logs in; a visitor without rights unless a trait says what they are."""

    class Meta:
        model = User

    class Params:
        edition = factory.Trait(groupe=EDITION)
        publication = factory.Trait(groupe=PUBLICATION)
        administration = factory.Trait(groupe=ADMINISTRATION)
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    last_name = factory.Sequence(lambda n: f"Personne {n}")

    groupe = None
    mot_de_passe = None

    @classmethod
    def _create(
        cls,
        model_class: type[User],
        *args: object,
        groupe: str | None = None,
        mot_de_passe: str | None = None,
        **kwargs: object,
    ) -> User:
        """Create the account, put it in its group, and let it log in when a password is given."""
        compte = super()._create(model_class, *args, **kwargs)
        if groupe:
            compte.groups.add(Group.objects.get(name=groupe))

        if mot_de_passe:
            compte.set_password(mot_de_passe)
            compte.save()

        return compte
