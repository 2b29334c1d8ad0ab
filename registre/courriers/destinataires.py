"""Who is written to about a coop: its people, and who instructs at the Federation."""

from django.contrib.auth.backends import ModelBackend

from registre.droits import INSTRUIRE
from registre.models import Membre
from socle.models import User


def gens_de_la_coop(cooperative_id: int) -> list[User]:
    """Return the members of a coop whose account is open and has an address."""
    siens = Membre.objects.filter(cooperative=cooperative_id, user__is_active=True).exclude(user__email="")
    return [membre.user for membre in siens.select_related("user").order_by("pk")]


def qui_instruit() -> list[User]:
    """Return who instructs; superusers only when nobody else does."""
    voulus = ModelBackend().with_perm(INSTRUIRE, include_superusers=False).exclude(email="")
    trouves = list(voulus.order_by("pk"))
    return trouves or list(User.objects.filter(is_superuser=True, is_active=True).exclude(email="").order_by("pk"))
