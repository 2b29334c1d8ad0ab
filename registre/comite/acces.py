"""Who may read what of the committee's work, and the journal of who read which file."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from registre.comite.conflits import conflits_du_point, interets
from registre.comite.droits import SIEGER, prepare
from registre.comite.models import AccesAuDossier, EtatDeReunion, MembreDuComite, PointALOrdreDuJour
from registre.dossier.models import PieceDeDossier, Version
from registre.models import SeanceComite


def siege_aujourdhui(user: Any) -> list[MembreDuComite]:
    """Return the seats of an account that sits today; none for another."""
    if not user.is_authenticated or not user.has_perm(SIEGER):
        return []
    return list(MembreDuComite.objects.en_fonction(timezone.localdate()).filter(user=user).order_by("pk"))


def suit_la_seance(user: Any, seance: SeanceComite) -> bool:
    """Whether this account reads a session: who prepares them, and the members who sit on its day and today."""
    if prepare(user):
        return True
    return any(
        siege.depuis <= seance.le and (siege.jusqu_au is None or seance.le <= siege.jusqu_au)
        for siege in siege_aujourdhui(user)
    )


def lit_la_version(user: Any, version: Version) -> bool:
    """Whether this account reads a filed version: who prepares, and the members of a session it is on, once its agenda
    was sent. A member in conflict does not."""
    if prepare(user):
        return True
    sieges = siege_aujourdhui(user)
    if not sieges or version.dossier.rang is None:
        return False

    points = PointALOrdreDuJour.objects.filter(cooperative=version.cooperative_id, rang=version.dossier.rang)
    envoyes = points.exclude(seance__reunion=None).exclude(seance__reunion__etat=EtatDeReunion.PREPARATION)
    trouves = interets(sieges, [version.cooperative_id])
    lus = envoyes.select_related("seance", "decision").prefetch_related("conflits").order_by("pk")
    return not trouves and any(
        siege.depuis <= point.seance.le
        and (siege.jusqu_au is None or point.seance.le <= siege.jusqu_au)
        and siege.pk not in conflits_du_point(point, trouves)
        for point in lus
        for siege in sieges
    )


def dernieres_lectures(user: Any, dossiers: Iterable[int]) -> dict[int, AccesAuDossier]:
    """Return the last version this account read of each dossier, and when last, by the dossier's key. One query."""
    lus = AccesAuDossier.objects.filter(user=user, version__dossier__in=set(dossiers)).select_related("version")
    ordonnes = lus.defer("version__contenu").order_by("version__numero", "lu_le", "pk")
    return {acces.version.dossier_id: acces for acces in ordonnes}


def noter_l_acces(user: Any, version: Version, piece: PieceDeDossier | None = None) -> AccesAuDossier:
    """Write that this account read a version, or one of its files, now."""
    return AccesAuDossier.objects.create(user=user, version=version, piece=piece)
