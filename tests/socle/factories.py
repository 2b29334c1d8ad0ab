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
        skip_postgeneration_save = True

    class Params:
        edition = factory.Trait(groupe=EDITION)
        publication = factory.Trait(groupe=PUBLICATION)
        administration = factory.Trait(groupe=ADMINISTRATION)
        superuser = factory.Trait(is_staff=True, is_superuser=True)

    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    last_name = factory.Sequence(lambda n: f"Personne {n}")

    @factory.post_generation
    def groupe(self: User, create: bool, extracted: str | None, **kwargs: object) -> None:
        """Put the account in its group."""
        if extracted:
            self.groups.add(Group.objects.get(name=extracted))
