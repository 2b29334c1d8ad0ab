"""Opening the admin to who is named to the committee."""

from django.contrib.auth.models import Group
from django.db import transaction

from registre.comite.models import MembreDuComite
from socle.droits import COMITE


@transaction.atomic
def donner_l_acces(membre: MembreDuComite) -> None:
    """Put the member's account in the group « Comité »: what it reads is bounded by the days of their seats."""
    if membre.user is None:
        return
    groupe, _neuf = Group.objects.get_or_create(name=COMITE)
    membre.user.groups.add(groupe)
