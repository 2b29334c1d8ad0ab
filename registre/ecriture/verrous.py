"""The locks of the register: its version first, then coops in the order of their keys. Nobody waits in a circle."""

from registre.models import Cooperative, VersionDuRegistre


def verrouiller_le_registre() -> VersionDuRegistre:
    """Return the register's version, locked until the transaction ends: the lock that every write of facts takes."""
    verrouillees = VersionDuRegistre.objects.select_for_update(of=("self",))
    return verrouillees.filter(pk=1).first() or VersionDuRegistre.objects.get_or_create(pk=1)[0]


def verrouiller(cooperative_id: int) -> Cooperative:
    """Return a coop, its row locked until the transaction ends: for what is no fact of the register, its members.

    Rows that only point at it may still be added meanwhile. Raises `Cooperative.DoesNotExist`.
    """
    return Cooperative.objects.select_for_update(of=("self",), no_key=True).get(pk=cooperative_id)
